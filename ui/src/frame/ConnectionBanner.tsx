import { Note } from "../parts/Notes";
import { span, useNow } from "../parts/time";
import { useConnection } from "../parts/useRefusal";

/** Says at once that what is shown may be old. */
export function ConnectionBanner() {
  const { state, since } = useConnection();
  const now = useNow();
  return state === "lost" ? (
    <div className="banner">
      <Note tone="degraded">
        <strong>No connection to the server.</strong> What you see is {span(now - since)} old; actions are off. It goes on
        by itself as soon as the server answers.
      </Note>
    </div>
  ) : null;
}

const words = { live: "Live", connecting: "Connecting", lost: "No connection" };
const tips = {
  live: "Changes on the server are shown at once",
  connecting: "The event stream is being opened",
  lost: "The server does not answer; it is tried again all the time",
};

/** The dot in the top line. */
export function ConnectionDot() {
  const { state } = useConnection();
  return (
    <span className={`connection ${state}`} role="status" data-tip={tips[state]}>
      <span className="dot" aria-hidden="true" />
      <span className="label">{words[state]}</span>
    </span>
  );
}
