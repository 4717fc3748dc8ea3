import { useEffect, useRef, useState } from "react";

const shownFor = 2000;

/** The class of a thing that was just changed by an event; nothing when it is only drawn again. */
export function useMark(...facts: (string | number | boolean | undefined)[]): string {
  const signature = facts.join("\n");
  const before = useRef(signature);
  const [marked, setMarked] = useState(false);
  useEffect(() => {
    if (before.current === signature) {
      return undefined;
    }
    before.current = signature;
    setMarked(true);
    const timer = setTimeout(() => setMarked(false), shownFor);
    return () => clearTimeout(timer);
  }, [signature]);
  return marked ? "changed" : "";
}
