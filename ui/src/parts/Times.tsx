import { clock, exact, span, useNow } from "./time";

/** How long ago, with the exact instant on hover and focus. */
export function Ago({ at, suffix = false }: { at: string | undefined; suffix?: boolean }) {
  const now = useNow();
  if (!at) {
    return null;
  }
  const passed = now - Date.parse(at);
  return (
    <time className="nowrap" dateTime={at} data-tip={exact(at)} tabIndex={0}>
      {span(passed)}
      {suffix && " ago"}
    </time>
  );
}

/** How long until then. */
export function Until({ at }: { at: string }) {
  const now = useNow();
  const left = Date.parse(at) - now;
  return (
    <time className="nowrap" dateTime={at} data-tip={exact(at)} tabIndex={0}>
      {left <= 0 ? "now" : `in ${span(left)}`}
    </time>
  );
}

/** How long something took, or has been taking until now. */
export function Took({ from, to }: { from: string | undefined; to: string | undefined }) {
  const now = useNow();
  return from ? <span className="nowrap">{span((to ? Date.parse(to) : now) - Date.parse(from))}</span> : null;
}

/** The ring that is a clock: it fills from `since` to `until`. */
export function Ring({ since, until, large = false }: { since: string; until: string; large?: boolean }) {
  const now = useNow();
  const whole = Math.max(0, Date.parse(until) - Date.parse(since));
  const done = Math.min(whole, Math.max(0, now - Date.parse(since)));
  const share = whole === 0 ? 1 : done / whole;
  const around = 2 * Math.PI * 15;
  return (
    <span className={`ring ${large ? "large" : ""}`} role="timer" aria-label={`${clock(done)} of ${clock(whole)}`}>
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r="15" className="track" />
        <circle cx="18" cy="18" r="15" className="hand" strokeDasharray={`${share * around} ${around}`} />
      </svg>
      <span className="mono nowrap">
        {clock(done)} / {clock(whole)}
      </span>
    </span>
  );
}
