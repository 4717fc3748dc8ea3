import { useState } from "react";

/** A commit or digest: seven characters, the whole of it on click. */
export function Sha({ value }: { value: string | undefined }) {
  const [copied, setCopied] = useState(false);
  if (!value) {
    return null;
  }
  const short = value.replace(/^sha256:/, "").slice(0, 7);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" className="sha" title={value} aria-label={`Copy ${value}`} onClick={() => void copy()}>
      {copied ? "copied" : short}
    </button>
  );
}
