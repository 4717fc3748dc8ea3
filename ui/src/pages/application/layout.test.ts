import { describe, expect, it } from "vitest";
import { bigTree, tree } from "../../testing/fixtures/applications";
import { forest } from "./forest";
import { layout, neighbour, type Placed, view } from "./layout";

const placed = layout(forest("openluffy-prod", tree, new Set()));

function overlaps(a: Placed, b: Placed): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe("the drawing of a tree", () => {
  it("overlaps nowhere, also when a crowd is opened", () => {
    const root = forest("big", bigTree, new Set([">Deployment", ">Service"]));
    const many = layout(root);

    expect(many.length).toBeGreaterThan(200);
    many.forEach((one, i) => many.slice(i + 1).forEach((other) => expect(overlaps(one, other)).toBe(false)));
  });

  it("goes from left to right", () => {
    const byId = new Map(placed.map((one) => [one.item.id, one]));

    placed.forEach((one) => {
      const parent = one.parent === undefined ? undefined : byId.get(one.parent);
      expect(parent === undefined || parent.x + parent.width < one.x).toBe(true);
    });
  });

  it("is walked with the arrows", () => {
    const first = neighbour(placed, "root", "ArrowRight");
    expect(first?.depth).toBe(1);
    expect(neighbour(placed, first?.item.id ?? "", "ArrowLeft")?.item.id).toBe("root");

    const below = neighbour(placed, first?.item.id ?? "", "ArrowDown");
    expect(below && first && below.y > first.y).toBe(true);
    expect(neighbour(placed, below?.item.id ?? "", "ArrowUp")?.item.id).toBe(first?.item.id);
    expect(neighbour(placed, "root", "ArrowLeft")).toBeUndefined();
    expect(neighbour(placed, "root", "x")).toBeUndefined();
  });

  it("is shown at a size that can be read", () => {
    expect(view(placed, { width: 340, height: 500 }).zoom).toBe(0.6);
    expect(view(placed, { width: 4000, height: 3000 }).zoom).toBe(1);
  });
});
