import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EventStream, Listener } from "./events";
import { keepFresh } from "./live";

let queries: QueryClient;
let told: Listener;
let asked: string[];

function aFact(about: string) {
  return { number: 1, at: "", who: "", door: "", what: "", about, details: {}, hash: "" };
}

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  asked = [];
  vi.spyOn(queries, "invalidateQueries").mockImplementation((filter) => {
    asked.push(((filter?.queryKey ?? ["everything"]) as string[]).join("/"));
    return Promise.resolve();
  });
  keepFresh(queries, {
    follow: (listener: Listener) => {
      told = listener;
      return () => undefined;
    },
  } as unknown as EventStream);
});

afterEach(() => vi.useRealTimers());

describe("an event", () => {
  it("makes stale what it touches", () => {
    told.fact?.(aFact("promotion/p-1"));
    vi.runAllTimers();

    expect(asked).toEqual(["journey"]);
  });

  it("of somebody signing in touches no page", () => {
    told.fact?.(aFact("user/ana"));
    vi.runAllTimers();

    expect(asked).toEqual([]);
  });

  it("costs one question with the ones that come together", () => {
    for (let i = 0; i < 100; i++) {
      told.fact?.(aFact(`release/r-${i}`));
      told.application?.({ namespace: "argocd", name: "openluffy-dev" });
    }
    vi.runAllTimers();

    expect(asked.filter((one) => one === "journey")).toHaveLength(1);
    expect(asked.filter((one) => one === "application/openluffy-dev")).toHaveLength(1);
  });

  it("of one application leaves the others alone", () => {
    told.application?.({ namespace: "argocd", name: "openluffy-dev" });
    vi.runAllTimers();

    expect(asked).not.toContain("application/openluffy-prod");
    expect(asked).toContain("applications");
  });

  it("that was missed makes everything stale", () => {
    told.resync?.();

    expect(asked).toEqual(["everything"]);
  });
});
