const colour = /\u001b\[[0-9;?]*[A-Za-z]/g;
const bad = /\b(ERROR|FATAL|SEVERE|PANIC)\b|\bfailed\b/;
const poor = /\b(WARN|WARNING)\b/;

/** A line without the colours meant for a terminal. */
export function withoutColours(line: string): string {
  return line.replace(colour, "").replace(/\r$/, "");
}

export function levelOf(line: string): "bad" | "poor" | "" {
  if (bad.test(line)) {
    return "bad";
  }
  return poor.test(line) ? "poor" : "";
}
