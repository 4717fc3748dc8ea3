/**
 * Reads an answer line by line while it is being sent. Lines that arrive together are handed over
 * together, so that a fast log does not draw the page once a line.
 */
export async function readLines(path: string, signal: AbortSignal, lines: (more: string[]) => void): Promise<void> {
  const answer = await fetch(path, { signal, headers: { "X-Luffy-Request": "1" } });
  if (!answer.ok || !answer.body) {
    throw new Error(`The log can't be read (${answer.status}).`);
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const parts = (rest + (value ?? "")).split("\n");
    rest = parts.pop() ?? "";
    if (done && rest) {
      parts.push(rest);
    }
    if (parts.length > 0) {
      lines(parts);
    }
    if (done) {
      return;
    }
  }
}
