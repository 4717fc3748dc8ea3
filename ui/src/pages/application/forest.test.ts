import { describe, expect, it } from "vitest";
import { bigTree, tree } from "../../testing/fixtures/applications";
import { forest, type Item, type TreeNode, worst } from "./forest";

const none = new Set<string>();

function all(item: Item): Item[] {
  return [item, ...item.children.flatMap(all)];
}

function pod(name: string, health: "Healthy" | "Degraded" = "Healthy"): TreeNode {
  return { kind: "Pod", name, uid: name, health: { status: health } };
}

describe("the tree of an application", () => {
  it("hangs each object below its owner, and pods as dots", () => {
    const root = forest("openluffy-prod", tree, none);

    const backend = root.children.find((one) => one.kind === "Deployment" && one.objects[0]?.name === "backend");
    expect(backend?.children.map((one) => one.objects[0]?.name)).toEqual(["backend-6d5f8c7b9", "backend-58c4d9f6d"]);
    expect(backend?.children[0]?.children).toMatchObject([{ shape: "pods", kind: "Pod" }]);
    expect(backend?.children[0]?.children[0]?.objects).toHaveLength(3);
  });

  it("shows an object whose owner is away below the application", () => {
    const orphan = { ...pod("lonely"), parentRefs: [{ kind: "ReplicaSet", name: "gone" }] };

    expect(forest("app", [orphan], none).children.map((one) => one.objects[0]?.name)).toEqual(["lonely"]);
  });

  it("makes one box of more than thirty siblings, until it is opened", () => {
    const closed = forest("big", bigTree, none);
    const crowd = closed.children.find((one) => one.shape === "crowd" && one.kind === "Deployment");

    expect(crowd?.objects).toHaveLength(61);
    expect(all(closed).length).toBeLessThan(10);

    const opened = forest("big", bigTree, new Set([crowd?.id ?? ""]));
    expect(opened.children.filter((one) => one.kind === "Deployment")).toHaveLength(61);
    expect(all(opened).length).toBeGreaterThan(180);
  });

  it("loses no object, whatever is grouped", () => {
    const inside = (item: Item): number =>
      item.shape === "crowd" ? item.objects.length : (item.id === "root" ? 0 : item.objects.length) + item.children.reduce((sum, one) => sum + inside(one), 0);

    expect(inside(forest("prod", tree, none))).toBe(tree.length);
  });

  it("stays in the same order, however the answer is sorted", () => {
    const ids = (nodes: TreeNode[]) => all(forest("prod", nodes, none)).map((one) => one.id);

    expect(ids([...tree].reverse())).toEqual(ids(tree));
  });

  it("names the worst health of a crowd", () => {
    expect(worst([pod("a"), pod("b", "Degraded")])).toBe("Degraded");
    expect(worst([pod("a")])).toBe("Healthy");
    expect(worst([])).toBeUndefined();
  });
});
