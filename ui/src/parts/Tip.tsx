import { useEffect, useLayoutEffect, useRef, useState } from "react";

const margin = 8;

interface Shown {
  text: string;
  left: number;
  top: number;
}

/** The one tip of the page: what `data-tip` says of the thing under the pointer or the focus. */
export function Tip() {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const show = (event: Event) => {
      const about = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null;
      const text = about?.dataset["tip"];
      if (!about || !text) {
        setShown(undefined);
        return;
      }
      const box = about.getBoundingClientRect();
      setShown({ text, left: box.left + box.width / 2, top: box.top });
    };
    const hide = () => setShown(undefined);
    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", show);
    document.addEventListener("focusout", hide);
    document.addEventListener("keydown", hide);
    addEventListener("scroll", hide, true);
    return () => {
      document.removeEventListener("pointerover", show);
      document.removeEventListener("focusin", show);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("keydown", hide);
      removeEventListener("scroll", hide, true);
    };
  }, []);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Its middle is over the thing, but for the edges of the screen.
    if (box.current && shown) {
      const half = box.current.offsetWidth / 2 + margin;
      box.current.style.left = `${Math.max(half, Math.min(innerWidth - half, shown.left))}px`;
    }
  }, [shown]);
  if (!shown) {
    return null;
  }
  const below = shown.top < 48;
  return (
    <div className={`tip ${below ? "below" : ""}`} role="presentation" ref={box} style={{ left: shown.left, top: shown.top }}>
      {shown.text}
    </div>
  );
}
