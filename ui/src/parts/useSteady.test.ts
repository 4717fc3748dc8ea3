import { act, renderHook } from "@testing-library/react";
import type { PointerEvent } from "react";
import { describe, expect, it } from "vitest";
import { steady, useSteady } from "./useSteady";

const id = (row: { id: string }) => row.id;
const rows = (...ids: string[]) => ids.map((one) => ({ id: one }));
const mouse = { pointerType: "mouse" } as PointerEvent;

describe("a list that is read", () => {
  it("keeps its order and counts what is new", () => {
    expect(steady(rows("c", "a", "b"), ["a", "b"], id)).toEqual({ rows: rows("a", "b"), fresh: 1 });
  });

  it("loses what is gone", () => {
    expect(steady(rows("b"), ["a", "b"], id)).toEqual({ rows: rows("b"), fresh: 0 });
  });

  it("stands still under the pointer, and moves when it is asked to", () => {
    const { result, rerender } = renderHook(({ now }) => useSteady(now, id), { initialProps: { now: rows("a") } });

    act(() => result.current.watching.onPointerEnter(mouse));
    rerender({ now: rows("b", "a") });

    expect(result.current.rows).toEqual(rows("a"));
    expect(result.current.fresh).toBe(1);

    act(() => result.current.look());

    expect(result.current.rows).toEqual(rows("b", "a"));
    expect(result.current.fresh).toBe(0);
  });
});
