import { useEffect, useRef } from "react";

/** For a panel at the side: takes the focus, closes on escape, and gives the focus back. */
export function useReturn<E extends HTMLElement>(close: () => void) {
  const box = useRef<E>(null);
  const closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus({ preventScroll: true });
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("[role=dialog]")) {
        closing.current();
      }
    };
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("keydown", press);
      if (before instanceof HTMLElement) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
  return box;
}
