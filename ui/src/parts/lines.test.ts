import { afterEach, describe, expect, it, vi } from "vitest";
import { readLines } from "./lines";

function answering(status: number, ...chunks: (string | Uint8Array)[]): void {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk));
      controller.close();
    },
  });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

async function read(): Promise<string[]> {
  const all: string[] = [];
  await readLines("/log", new AbortController().signal, (more) => all.push(...more));
  return all;
}

afterEach(() => vi.unstubAllGlobals());

describe("lines", () => {
  it("are put together across the pieces they come in", async () => {
    answering(200, "one\ntw", "o\nthr", "ee");

    expect(await read()).toEqual(["one", "two", "three"]);
  });

  it("keep their empty ones, and have none after the last end of line", async () => {
    answering(200, "a\n\nb\n");

    expect(await read()).toEqual(["a", "", "b"]);
  });

  it("keep a letter whole that comes in two pieces", async () => {
    const euro = new TextEncoder().encode("5 €\n");
    answering(200, euro.slice(0, 3), euro.slice(3));

    expect(await read()).toEqual(["5 €"]);
  });

  it("say why they can't be read", async () => {
    answering(404, JSON.stringify({ detail: "There is no release 'x'.", code: "request.no-such-release", status: 404 }));

    await expect(read()).rejects.toThrow("There is no release 'x'.");
  });
});
