import { type QueryClient } from "@tanstack/react-query";
import { callName } from "./applications";
import { events, type EventStream } from "./events";

/** Nouns of the journal whose facts change nothing that the journey's pages show. */
const aside = new Set(["user", "token", "secret", "server"]);
const together = 50;

/** The questions whose answers a fact may have changed. */
export function touchedByFact(about: string): string[][] {
  const noun = about.split("/")[0] ?? "";
  return aside.has(noun) ? [] : [["journey"]];
}

/** The questions whose answers a change of an application may have changed. */
export function touchedByApplication(name: string): string[][] {
  return [["applications"], ["application", name], ["journey", "home"], ["journey", "lanes"], ["journey", "promotion"]];
}

/**
 * Makes stale what an event touches; TanStack Query asks again for what is on the screen, and for
 * nothing else. Events that come together cost one question.
 */
export function keepFresh(queries: QueryClient, stream: EventStream = events): () => void {
  const pending = new Map<string, string[]>();

  const stale = (keys: string[][]) => {
    if (pending.size === 0 && keys.length > 0) {
      setTimeout(() => {
        const all = [...pending.values()];
        pending.clear();
        all.forEach((queryKey) => void queries.invalidateQueries({ queryKey }));
      }, together);
    }
    keys.forEach((key) => pending.set(key.join("/"), key));
  };

  return stream.follow({
    fact: (fact) => stale(touchedByFact(fact.about)),
    application: (named) => stale(touchedByApplication(callName(named))),
    resync: () => void queries.invalidateQueries(),
    connection: (state) => {
      if (state === "lost") {
        // The stream also ends with the session.
        void queries.invalidateQueries({ queryKey: ["who"] });
      }
    },
  });
}
