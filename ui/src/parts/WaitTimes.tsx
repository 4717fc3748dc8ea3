import { Ago, Until } from "./Times";

/** The times of a wait: since when, and when it ends or the world is tried again. */
export function WaitTimes({ wait }: { wait: { reason?: string; since?: string; until?: string } }) {
  return (
    <span className="meta">
      {wait.since && (
        <>
          for <Ago at={wait.since} />
        </>
      )}
      {wait.until && (
        <>
          {wait.since && ", "}
          {wait.reason === "Retrying" ? "next try " : "until "}
          <Until at={wait.until} />
        </>
      )}
    </span>
  );
}
