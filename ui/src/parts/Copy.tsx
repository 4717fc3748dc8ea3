import { useState } from "react";

/** Text that a click copies; where the browser gives no clipboard, the whole text can be selected. */
export function Copy({ value, children, className = "sha" }: { value: string; children?: string; className?: string }) {
  const [said, setSaid] = useState<string>();
  const shown = said ?? children ?? value;
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    setSaid(done ? "copied" : value);
    setTimeout(() => setSaid(undefined), done ? 1500 : 15_000);
  };
  return (
    <button type="button" className={className} data-tip={value} aria-label={shown === value ? `Copy ${value}` : `Copy ${shown}, ${value}`} onClick={() => void copy()}>
      {shown}
    </button>
  );
}
