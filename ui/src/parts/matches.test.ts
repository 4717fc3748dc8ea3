import { describe, expect, it } from "vitest";
import { matches } from "./matches";

describe("a filter", () => {
  it("finds text anywhere, whatever its case", () => {
    expect(matches("openluffy-Dev", "dev")).toBe(true);
    expect(matches("openluffy-dev", "")).toBe(true);
    expect(matches("openluffy-dev", "prod")).toBe(false);
  });

  it("takes a star for anything, from beginning to end", () => {
    expect(matches("openluffy-dev", "openluffy-*")).toBe(true);
    expect(matches("my-openluffy-dev", "openluffy-*")).toBe(false);
    expect(matches("openluffy-dev", "*dev")).toBe(true);
  });

  it("takes all other signs as they are", () => {
    expect(matches("a.b", "a.*")).toBe(true);
    expect(matches("axb", "a.*")).toBe(false);
    expect(matches("a(b", "a(*")).toBe(true);
    expect(matches("anything", "[")).toBe(false);
  });
});
