import { describe, expect, it } from "vitest";
import { clock, exact, span } from "./time";

const second = 1000;
const hour = 3600 * second;

describe("time words", () => {
  it("grow with the time that passed", () => {
    expect(span(0)).toBe("0 s");
    expect(span(59 * second)).toBe("59 s");
    expect(span(60 * second)).toBe("1 m");
    expect(span(59 * 60 * second)).toBe("59 m");
    expect(span(hour)).toBe("1 h");
    expect(span(47 * hour)).toBe("47 h");
    expect(span(48 * hour)).toBe("2 d");
  });

  it("never count below zero, whoever's clock is ahead", () => {
    expect(span(-5 * second)).toBe("0 s");
    expect(clock(-5 * second)).toBe("0:00");
  });

  it("run as clocks do", () => {
    expect(clock(18 * second)).toBe("0:18");
    expect(clock(90 * second)).toBe("1:30");
  });

  it("leave what is no instant as it is", () => {
    expect(exact("soon")).toBe("soon");
    expect(exact("2026-11-23T10:00:00Z")).toContain("2026");
  });
});
