import { act, renderHook } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useMark } from "./useMark";

afterEach(() => {
  vi.useRealTimers();
});

describe("a mark", () => {
  it("is there for two seconds after a change, and not at first", () => {
    vi.useFakeTimers();
    const { result, rerender } = renderHook(({ state }) => useMark(state), { initialProps: { state: "Building" } });
    expect(result.current).toBe("");

    rerender({ state: "Ready" });
    expect(result.current).toBe("changed");

    act(() => vi.advanceTimersByTime(1999));
    expect(result.current).toBe("changed");
    act(() => vi.advanceTimersByTime(1));
    expect(result.current).toBe("");
  });
});
