import { clock, span, useNow } from "./time";

/** How long ago, with the exact instant on hover and focus. */
export function Ago({ at }: { at: string | undefined }) {
  const now = useNow();
  if (at === undefined) {
    return null;
  }
  const exact = new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
  return (
    <time dateTime={at} title={exact} tabIndex={0}>
      {span(now - Date.parse(at))}
    </time>
  );
}

/** How long something took, or has been taking until now. */
export function Took({ from, to }: { from: string | undefined; to: string | undefined }) {
  const now = useNow();
  if (from === undefined) {
    return null;
  }
  return <span>{span((to === undefined ? now : Date.parse(to)) - Date.parse(from))}</span>;
}

/** The ring that is a clock: it fills from `since` to `until`. */
export function Ring({ since, until }: { since: string; until: string }) {
  const now = useNow();
  const whole = Date.parse(until) - Date.parse(since);
  const done = Math.min(whole, Math.max(0, now - Date.parse(since)));
  const share = whole === 0 ? 1 : done / whole;
  const around = 2 * Math.PI * 15;
  return (
    <span className="ring" role="timer" aria-label={`${clock(done)} of ${clock(whole)}`}>
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r="15" className="track" />
        <circle cx="18" cy="18" r="15" className="hand" strokeDasharray={`${share * around} ${around}`} />
      </svg>
      <span className="mono">
        {clock(done)} / {clock(whole)}
      </span>
    </span>
  );
}
