import { describe, expect, it } from "vitest";
import { levelOf, withoutColours } from "./loglines";

describe("a log line", () => {
  it("loses what is meant for a terminal", () => {
    expect(withoutColours("\u001b[1;31mred\u001b[0m plain\r")).toBe("red plain");
  });

  it("has a level by its words", () => {
    expect(levelOf("2026 ERROR no")).toBe("bad");
    expect(levelOf("WARN slow")).toBe("poor");
    expect(levelOf("INFO errors=0")).toBe("");
  });
});
