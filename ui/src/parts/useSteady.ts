import { type PointerEvent, useRef, useState } from "react";

/** Rows in the order in which the reader saw them: known ones with their new facts, new ones counted. */
export function steady<T>(rows: readonly T[], seen: readonly string[], id: (row: T) => string): { rows: T[]; fresh: number } {
  const known = new Map(rows.map((row) => [id(row), row]));
  const kept = seen.flatMap((one) => known.get(one) ?? []);
  return { rows: kept, fresh: rows.length - kept.length };
}

/**
 * Keeps a list still while somebody reads it: as long as the pointer or the focus is inside, new rows
 * are only counted, and come in when asked for or when the reader turns away.
 */
export function useSteady<T>(rows: readonly T[], id: (row: T) => string) {
  const [reading, setReading] = useState(false);
  const seen = useRef<string[]>([]);
  if (!reading || seen.current.length === 0) {
    seen.current = rows.map(id);
  }
  const held = steady(rows, seen.current, id);
  const look = () => {
    seen.current = rows.map(id);
    setReading(false);
  };
  const watching = {
    onPointerEnter: (event: PointerEvent) => setReading(event.pointerType === "mouse"),
    onPointerLeave: () => setReading(false),
    onFocus: () => setReading(true),
    onBlur: () => setReading(false),
  };
  return { ...held, look, watching };
}
