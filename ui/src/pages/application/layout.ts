import type { Edge, Node } from "@xyflow/react";
import ELK from "elkjs/lib/elk-api.js";
import elkWorker from "elkjs/lib/elk-worker.min.js?url";
import type { Schemas } from "../../api/client";

type TreeNode = Schemas["TreeNode"];
export type ObjectNodeType = Node<{ object: TreeNode; grouped: number }>;

export interface Drawing {
  nodes: ObjectNodeType[];
  edges: Edge[];
}

const width = 220;
const height = 52;
const crowd = 30;

const elk = new ELK({ workerFactory: () => new Worker(elkWorker) });

function id(object: { kind?: string; group?: string; namespace?: string; name?: string }): string {
  return `${object.group ?? ""}/${object.kind ?? ""}/${object.namespace ?? ""}/${object.name ?? ""}`;
}

/** More than thirty siblings of one kind are drawn as one, with their number and the worst of them. */
export function grouped(nodes: TreeNode[]): { object: TreeNode; grouped: number }[] {
  const families = new Map<string, TreeNode[]>();
  for (const node of nodes) {
    const parent = node.parentRefs?.[0];
    const key = `${parent ? id(parent) : ""}|${node.kind}`;
    families.set(key, [...(families.get(key) ?? []), node]);
  }
  return [...families.values()].flatMap((family) => {
    const first = family[0];
    if (family.length <= crowd || first === undefined) {
      return family.map((object) => ({ object, grouped: 0 }));
    }
    const worst = family.find((one) => one.health?.status === "Degraded") ?? first;
    return [{ object: worst, grouped: family.length }];
  });
}

/** Lays the tree out from left to right, in a worker. */
export async function layout(application: string, nodes: TreeNode[]): Promise<Drawing> {
  const root: TreeNode = { kind: "Application", name: application, uid: "root" };
  const shown = grouped(nodes);
  const ids = new Set(shown.map((one) => id(one.object)));
  const edges: Edge[] = shown.flatMap(({ object }) => {
    const parents = (object.parentRefs ?? []).map(id).filter((parent) => ids.has(parent));
    return (parents.length > 0 ? parents : [id(root)]).map((source) => ({
      id: `${source}>${id(object)}`,
      source,
      target: id(object),
    }));
  });
  const all = [{ object: root, grouped: 0 }, ...shown];
  const graph = await elk.layout({
    id: "tree",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.layered.spacing.nodeNodeBetweenLayers": "56",
      "elk.spacing.nodeNode": "12",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    },
    children: all.map(({ object }) => ({ id: id(object), width, height })),
    edges: edges.map((edge) => ({ id: edge.id, sources: [edge.source], targets: [edge.target] })),
  });
  const places = new Map(graph.children?.map((one) => [one.id, { x: one.x ?? 0, y: one.y ?? 0 }]));
  return {
    nodes: all.map(({ object, grouped: count }) => ({
      id: id(object),
      type: "object",
      position: places.get(id(object)) ?? { x: 0, y: 0 },
      width,
      height,
      data: { object, grouped: count },
    })),
    edges,
  };
}
