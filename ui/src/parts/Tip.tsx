import { useEffect, useState } from "react";

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
  if (!shown) {
    return null;
  }
  const below = shown.top < 48;
  return (
    <div className={`tip ${below ? "below" : ""}`} role="presentation" style={{ left: shown.left, top: shown.top }}>
      {shown.text}
    </div>
  );
}
