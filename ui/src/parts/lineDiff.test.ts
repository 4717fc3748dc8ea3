import { describe, expect, it } from "vitest";
import { bigDiff } from "../testing/fixtures/applications";
import { gaps, lineDiff } from "./lineDiff";

/** What the changes make of the first text. */
function applied(a: string, b: string): string {
  let at = 0;
  let made = "";
  for (const one of lineDiff(a, b)) {
    made += a.slice(at, one.fromA) + b.slice(one.fromB, one.toB);
    at = one.toA;
  }
  return made + a.slice(at);
}

describe("a diff of lines", () => {
  it.each([
    ["", ""],
    ["a", ""],
    ["", "a\nb"],
    ["a\nb\nc", "a\nc"],
    ["a\nb\nc", "a\nx\nb\nc\n"],
    ["a\nb\nc\nd\ne", "c\nd\na\nb\ne"],
    ["same\n", "same"],
  ])("makes of %j what it should: %j", (a, b) => {
    expect(applied(a, b)).toBe(b);
  });

  it("is right for texts by chance", () => {
    let seed = 7;
    const next = (n: number) => (seed = (seed * 16807) % 2147483647) % n;
    for (let round = 0; round < 300; round++) {
      const text = () => Array.from({ length: next(12) }, () => "abc"[next(3)]).join("\n");
      const [a, b] = [text(), text()];
      expect(applied(a, b)).toBe(b);
    }
  });

  it("finds twenty changed lines among five thousand, and no more", () => {
    const { live = "", desired = "" } = bigDiff.resources[0] ?? {};

    expect(gaps(live.split("\n"), desired.split("\n"))).toHaveLength(20);
    expect(applied(live, desired)).toBe(desired);
  });

  it("gives up on texts that have nothing in common, without getting lost", () => {
    const a = Array.from({ length: 3000 }, (_, i) => `a${i}`).join("\n");
    const b = Array.from({ length: 3000 }, (_, i) => `b${i}`).join("\n");

    expect(applied(a, b)).toBe(b);
  });
});
