import type { Item } from "./forest";

/** An item with its place, from left to right. */
export interface Placed {
  item: Item;
  parent: string | undefined;
  depth: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const width = 228;
const height = 52;
const across = 48;
const between = 12;
const dots = 12;
export const dotsShown = 96;

function heightOf(item: Item): number {
  if (item.shape !== "pods") {
    return height;
  }
  const rows = Math.ceil(Math.min(item.objects.length, dotsShown) / dots);
  return 36 + rows * 16 + (item.objects.length > dotsShown ? 16 : 0);
}

/** A parent is as high as its children and stands in their middle; nothing overlaps. */
export function layout(root: Item): Placed[] {
  const spans = new Map<Item, number>();
  const spanOf = (item: Item): number => {
    const children = item.children.reduce((sum, one) => sum + spanOf(one), 0);
    const span = Math.max(heightOf(item), children + between * Math.max(0, item.children.length - 1));
    spans.set(item, span);
    return span;
  };
  const placed: Placed[] = [];
  const place = (item: Item, parent: string | undefined, depth: number, top: number): void => {
    const span = spans.get(item) ?? 0;
    const own = heightOf(item);
    const y = top + (span - own) / 2;
    placed.push({ item, parent, depth, x: depth * (width + across), y, width, height: own });
    const inner = item.children.reduce((sum, one) => sum + (spans.get(one) ?? 0) + between, -between);
    let next = top + (span - inner) / 2;
    for (const child of item.children) {
      place(child, item.id, depth + 1, next);
      next += (spans.get(child) ?? 0) + between;
    }
  };
  spanOf(root);
  place(root, undefined, 0, 0);
  return placed;
}

/** Where an arrow key leads: to the parent, to the nearest child, or up and down in the column. */
export function neighbour(all: readonly Placed[], from: string, key: string): Placed | undefined {
  const here = all.find((one) => one.item.id === from);
  if (!here) {
    return undefined;
  }
  const middle = (one: Placed) => one.y + one.height / 2;
  const nearest = (some: Placed[]) =>
    some.sort((a, b) => Math.abs(middle(a) - middle(here)) - Math.abs(middle(b) - middle(here)))[0];
  switch (key) {
    case "ArrowLeft":
      return all.find((one) => one.item.id === here.parent);
    case "ArrowRight":
      return nearest(all.filter((one) => one.parent === from));
    case "ArrowUp":
      return nearest(all.filter((one) => one.depth === here.depth && one.y < here.y));
    case "ArrowDown":
      return nearest(all.filter((one) => one.depth === here.depth && one.y > here.y));
    default:
      return undefined;
  }
}

export interface Box {
  width: number;
  height: number;
}

/** Everything, if it can be read then; otherwise the root at the left, at a size that can be read. */
export function view(all: readonly Placed[], box: Box): { x: number; y: number; zoom: number } {
  const margin = 24;
  const smallest = 0.6;
  const right = Math.max(...all.map((one) => one.x + one.width));
  const bottom = Math.max(...all.map((one) => one.y + one.height));
  const wanted = Math.min((box.width - 2 * margin) / right, (box.height - 2 * margin) / bottom);
  const zoom = Math.min(1, Math.max(smallest, wanted));
  const root = all[0];
  const fits = bottom * zoom <= box.height - margin;
  const centre = fits ? bottom / 2 : root ? root.y + root.height / 2 : 0;
  const left = Math.max(margin, (box.width - right * zoom) / 2);
  return { x: left, y: box.height / 2 - centre * zoom, zoom };
}
