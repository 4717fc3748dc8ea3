import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Connection, events } from "../api/events";
import { queries } from "../api/queries";

/** The state of the event stream, for what must not be done on old data. */
export function useConnection(): { state: Connection; since: number } {
  const [now, setNow] = useState<{ state: Connection; since: number }>({ state: "connecting", since: Date.now() });
  useEffect(() => events.follow({ connection: (state, since) => setNow({ state, since }) }), []);
  return now;
}

/** Why nothing may be done here now, or nothing: a lost connection, or a role that is missing. */
export function useRefusal(...anyOf: string[]): string | undefined {
  const { state } = useConnection();
  const who = useQuery(queries.who());
  const roles = who.data?.groups ?? [];
  if (state === "lost") {
    return "There is no connection to the server.";
  }
  return anyOf.length === 0 || anyOf.some((one) => roles.includes(one))
    ? undefined
    : `This needs the role ${anyOf.join(" or ")}; an admin can give it.`;
}
