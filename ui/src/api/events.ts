import { type Schemas, unreachable } from "./client";
import { type Message, SharedSource } from "./source";

export type Fact = Schemas["JournalEntry"];
export type Connection = "connecting" | "live" | "lost";

const calm = 10_000;

export interface Listener {
  fact?(fact: Fact): void;
  application?(name: { namespace: string; name: string }): void;
  connection?(state: Connection, since: number): void;
  /** The stream can't say what was missed: everything must be asked again. */
  resync?(): void;
}

/**
 * What happens on the server, told once to everybody on this page who wants to know. The stream is
 * resumed after the last row that was seen; what is not in the journal is asked again.
 */
export class EventStream {
  private readonly listeners = new Set<Listener>();
  private source: SharedSource | undefined;
  private last = 0;
  private state: Connection = "connecting";
  private since = Date.now();

  open(): void {
    this.close();
    this.source = new SharedSource(
      () => this.last,
      (message) => this.hear(message),
    );
    this.source.open();
  }

  /** A question found no server: whether the stream still lives is tried at once, but not all the time. */
  suspect(): void {
    if (this.source && this.state === "live" && Date.now() - this.since > calm) {
      this.become("lost");
      this.source.again();
    }
  }

  close(): void {
    this.source?.close();
    this.source = undefined;
    this.last = 0;
    this.state = "connecting";
  }

  follow(listener: Listener): () => void {
    this.listeners.add(listener);
    listener.connection?.(this.state, this.since);
    return () => this.listeners.delete(listener);
  }

  private hear(message: Message): void {
    switch (message.type) {
      case "open":
        this.become("live");
        break;
      case "lost":
        this.become("lost");
        break;
      case "missed":
        this.listeners.forEach((listener) => listener.resync?.());
        break;
      case "hello":
        this.hello((JSON.parse(message.data) as { last: number }).last);
        break;
      case "reset":
        this.last = (JSON.parse(message.data) as { last: number }).last;
        this.listeners.forEach((listener) => listener.resync?.());
        break;
      case "ping":
        this.become("live");
        break;
      case "fact":
        this.fact(JSON.parse(message.data) as Fact);
        break;
      case "application": {
        const name = JSON.parse(message.data) as { namespace: string; name: string };
        this.listeners.forEach((listener) => listener.application?.(name));
        break;
      }
    }
  }

  /** A journal that is shorter than what was seen is another one. */
  private hello(last: number): void {
    this.become("live");
    if (last < this.last) {
      this.listeners.forEach((listener) => listener.resync?.());
    }
    this.last = this.last === 0 ? last : Math.min(last, this.last);
  }

  private fact(fact: Fact): void {
    if (fact.number > this.last) {
      this.last = fact.number;
      this.listeners.forEach((listener) => listener.fact?.(fact));
    }
  }

  private become(state: Connection): void {
    if (state !== this.state) {
      const back = this.state === "lost" && state === "live";
      this.state = state;
      this.since = Date.now();
      this.listeners.forEach((listener) => listener.connection?.(state, this.since));
      if (back) {
        this.listeners.forEach((listener) => listener.resync?.());
      }
    }
  }
}

export const events = new EventStream();

unreachable.addEventListener("unreachable", () => events.suspect());
