import { ApiError, asProblem, type Problem } from "../api/client";

/**
 * Reads an answer line by line while it is being sent. Lines that arrive together are handed over
 * together, so that a fast log does not draw the page once a line.
 */
export async function readLines(path: string, signal: AbortSignal, lines: (more: string[]) => void): Promise<void> {
  const answer = await fetch(path, { signal, headers: { "X-Luffy-Request": "1" } });
  if (!answer.ok || !answer.body) {
    throw new ApiError(await refusal(answer));
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

async function refusal(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => undefined);
  return asProblem(body, answer.status);
}
