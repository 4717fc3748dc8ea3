import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let ahead = 0;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now() + ahead;
}

/** The server's clock is the one that counts; a difference as small as an answer's way is none. */
export function setServerClock(at: string): void {
  const difference = Date.parse(at) - Date.now();
  ahead = Math.abs(difference) > 1500 ? difference : 0;
  tick();
}

function follow(listener: () => void): () => void {
  if (listeners.size === 0) {
    tick();
  }
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick();
    listeners.forEach((one) => one());
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present, once a second, for everything that counts on one page together. */
export function useNow(): number {
  return useSyncExternalStore(follow, () => now);
}

/** `18 s`, `4 m`, `3 h`, `5 d`. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} m`;
  }
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

/** `0:18`, for clocks that run. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const instant = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

/** The instant to the second, in the reader's own zone. */
export function exact(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : instant.format(time);
}
