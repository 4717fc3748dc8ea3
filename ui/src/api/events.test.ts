import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventStream, type Fact } from "./events";

/** The browser's EventSource, played by hand. */
class PlayedSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: PlayedSource[] = [];
  readyState = 1;

  constructor(readonly url: string) {
    super();
    PlayedSource.opened.push(this);
  }

  say(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }

  close(): void {
    this.readyState = PlayedSource.CLOSED;
  }
}

let stream: EventStream;
let facts: number[];
let states: string[];
let resyncs: number;
const now = () => PlayedSource.opened.at(-1) as PlayedSource;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", PlayedSource);
  PlayedSource.opened = [];
  facts = [];
  states = [];
  resyncs = 0;
  stream = new EventStream();
  stream.follow({
    fact: (fact) => facts.push(fact.number),
    connection: (state) => states.push(state),
    resync: () => resyncs++,
  });
  stream.open();
});

afterEach(() => {
  stream.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function aFact(number: number): Partial<Fact> {
  return { number, about: "release/r-1" };
}

describe("the event stream", () => {
  it("tells each fact once, in order", () => {
    now().say("hello", { last: 4 });
    now().say("fact", aFact(5));
    now().say("fact", aFact(5));
    now().say("fact", aFact(6));

    expect(facts).toEqual([5, 6]);
    expect(states).toEqual(["connecting", "live"]);
    expect(resyncs).toBe(0);
  });

  it("says at once that it is lost, and goes on after the last row it saw", () => {
    now().say("hello", { last: 4 });
    now().say("fact", aFact(7));
    now().fail(PlayedSource.CLOSED);
    expect(states.at(-1)).toBe("lost");

    vi.advanceTimersByTime(2000);

    expect(now().url).toContain("after=7");
    now().say("hello", { last: 9 });
    expect(states.at(-1)).toBe("live");
    expect(resyncs).toBe(1);
    now().say("fact", aFact(8));
    expect(facts).toEqual([7, 8]);
  });

  it("leaves it to the browser to come back where that does so itself", () => {
    now().fail(0);
    vi.advanceTimersByTime(10_000);

    expect(PlayedSource.opened).toHaveLength(1);
    expect(states.at(-1)).toBe("lost");
  });

  it("notices a connection that died without a word", () => {
    now().say("hello", { last: 4 });
    vi.advanceTimersByTime(20_000);
    now().say("ping", { last: 4 });
    vi.advanceTimersByTime(20_000);
    expect(states.at(-1)).toBe("live");

    vi.advanceTimersByTime(6_000);

    expect(states.at(-1)).toBe("lost");
    expect(PlayedSource.opened).toHaveLength(2);
    expect(now().url).toContain("after=4");
    now().say("hello", { last: 4 });
    expect(states.at(-1)).toBe("live");
  });

  it("begins anew where the server says that it can't go on", () => {
    now().say("hello", { last: 90 });
    now().say("fact", aFact(91));
    now().say("reset", { last: 200 });

    expect(resyncs).toBe(1);
    now().say("fact", aFact(150));
    now().say("fact", aFact(201));
    expect(facts).toEqual([91, 201]);
  });

  it("asks for everything again when the journal is another one", () => {
    now().say("hello", { last: 50 });
    now().say("hello", { last: 3 });

    expect(resyncs).toBe(1);
    now().say("fact", aFact(4));
    expect(facts).toEqual([4]);
  });
});
