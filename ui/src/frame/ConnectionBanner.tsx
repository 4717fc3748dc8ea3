import { useEffect, useState } from "react";
import { type Connection, events } from "../api/events";
import { Note } from "../parts/Notes";
import { span, useNow } from "../parts/time";

/** The state of the event stream, for what must not be done on old data. */
export function useConnection(): { state: Connection; since: number } {
  const [now, setNow] = useState<{ state: Connection; since: number }>({ state: "connecting", since: Date.now() });
  useEffect(() => events.follow({ connection: (state, since) => setNow({ state, since }) }), []);
  return now;
}

/** Says at once that what is shown may be old. */
export function ConnectionBanner() {
  const { state, since } = useConnection();
  const now = useNow();
  return state === "lost" ? (
    <div className="banner">
      <Note tone="degraded">
        <strong>No connection to the server.</strong> What you see is {span(now - since)} old; actions are off until it
        answers again.
      </Note>
    </div>
  ) : null;
}
