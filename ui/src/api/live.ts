import { type QueryClient } from "@tanstack/react-query";
import { events } from "./events";

/** Nouns of the journal whose facts change what the journey's pages show. */
const journey = new Set(["promotion", "release", "project", "push", "rollback", "environment"]);

/**
 * Makes stale what an event touches; TanStack Query asks again for what is on the screen, and for
 * nothing else. Several events within a frame cost one question.
 */
export function keepFresh(queries: QueryClient): () => void {
  const pending = new Set<string>();
  let scheduled = false;

  const stale = (key: readonly string[]) => {
    pending.add(JSON.stringify(key));
    if (!scheduled) {
      scheduled = true;
      setTimeout(() => {
        scheduled = false;
        for (const one of pending) {
          void queries.invalidateQueries({ queryKey: JSON.parse(one) as string[] });
        }
        pending.clear();
      }, 50);
    }
  };

  return events.follow({
    fact: (fact) => {
      if (journey.has(fact.about.split("/")[0] ?? "")) {
        stale(["journey"]);
      }
      stale(["journal"]);
    },
    application: (name) => {
      stale(["applications"]);
      stale(["application", name.name]);
      stale(["journey", "home"]);
      stale(["journey", "lanes"]);
    },
    connection: (state) => {
      if (state === "live") {
        void queries.invalidateQueries();
      }
    },
  });
}
