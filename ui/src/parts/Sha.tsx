import { Copy } from "./Copy";

/** A commit or digest: seven characters, the whole of it on click. */
export function Sha({ value }: { value: string | undefined }) {
  return value ? <Copy value={value}>{short(value)}</Copy> : null;
}

export function short(value: string): string {
  return value.replace(/^sha256:/, "").slice(0, 7);
}
