import { Change, diff } from "@codemirror/merge";

/** Lines that differ: from, to (not included) on each side. */
interface Gap {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
}

/** Past so many edits the texts have little in common, and finding the fewest costs too much. */
const most = 600;
/** Letters are compared in passages of at most so many. */
const finest = 4000;

/**
 * Compares texts line by line, and only within the lines that differ letter by letter: exact for
 * thousands of lines, where comparing all letters would give up.
 */
export function lineDiff(a: string, b: string): readonly Change[] {
  const linesA = a.split("\n");
  const linesB = b.split("\n");
  const startsA = starts(linesA);
  const startsB = starts(linesB);
  return gaps(linesA, linesB).flatMap(({ fromA, toA, fromB, toB }) => {
    // The last line has no end of line: without it, or with one more, the end before it differs.
    const last = toA === linesA.length && toB === linesB.length && (fromA === toA || fromB === toB);
    const [beginA, endA] = range(startsA, fromA, toA, a.length, last);
    const [beginB, endB] = range(startsB, fromB, toB, b.length, last);
    const partA = a.slice(beginA, endA);
    const partB = b.slice(beginB, endB);
    if (partA === "" || partB === "" || partA.length + partB.length > finest) {
      return [new Change(beginA, endA, beginB, endB)];
    }
    return diff(partA, partB).map(
      (one) => new Change(beginA + one.fromA, beginA + one.toA, beginB + one.fromB, beginB + one.toB),
    );
  });
}

function starts(lines: string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

function range(begins: number[], from: number, to: number, length: number, last: boolean): [number, number] {
  const begin = Math.min(length, begins[from] ?? length);
  return [last && from < to ? begin - 1 : begin, Math.min(length, begins[to] ?? length)];
}

/** Where the lines differ, by Myers' algorithm; all of the middle when they have next to nothing in common. */
export function gaps(a: readonly string[], b: readonly string[]): Gap[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    head++;
  }
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    tail++;
  }
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  if (middleA.length === 0 && middleB.length === 0) {
    return [];
  }
  const edits = shortest(middleA, middleB) ?? [{ fromA: 0, toA: middleA.length, fromB: 0, toB: middleB.length }];
  return edits.map((one) => ({
    fromA: one.fromA + head,
    toA: one.toA + head,
    fromB: one.fromB + head,
    toB: one.toB + head,
  }));
}

function shortest(a: readonly string[], b: readonly string[]): Gap[] | undefined {
  const trace: Map<number, number>[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(most, a.length + b.length); d++) {
    trace.push(reached);
    const next = new Map(reached);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
      let x = down ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x++;
      }
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) {
        return walkedBack(trace, d, a.length, b.length);
      }
    }
    reached = next;
  }
  return undefined;
}

function walkedBack(trace: Map<number, number>[], depth: number, endA: number, endB: number): Gap[] {
  const found: Gap[] = [];
  let x = endA;
  let y = endB;
  for (let d = depth; d > 0; d--) {
    const reached = trace[d] as Map<number, number>;
    const k = x - y;
    const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const fromX = reached.get(from) ?? 0;
    const fromY = fromX - from;
    const edit = { fromA: fromX, toA: down ? fromX : fromX + 1, fromB: fromY, toB: down ? fromY + 1 : fromY };
    const later = found[0];
    if (later && later.fromA === edit.toA && later.fromB === edit.toB) {
      found[0] = { ...later, fromA: edit.fromA, fromB: edit.fromB };
    } else {
      found.unshift(edit);
    }
    x = fromX;
    y = fromY;
  }
  return found;
}
