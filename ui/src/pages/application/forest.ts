import type { Schemas } from "../../api/client";

export type TreeNode = Schemas["TreeNode"];
type Health = Schemas["Health"];

/** One box of the tree: an object, the pods of one parent as dots, or a crowd of one kind. */
export interface Item {
  id: string;
  shape: "object" | "pods" | "crowd";
  kind: string;
  objects: TreeNode[];
  children: Item[];
}

interface Named {
  group?: string | undefined;
  kind?: string | undefined;
  namespace?: string | undefined;
  name?: string | undefined;
}

const crowd = 30;
const worstFirst: Health[] = ["Degraded", "Missing", "Progressing", "Unknown", "Suspended", "Healthy"];

/** Names an object in an address. */
export function idOf({ group, kind, namespace, name }: Named): string {
  return [group ?? "", kind ?? "", namespace ?? "", name ?? ""].join("/");
}

/** The worst health among the objects; nothing when none of them has any. */
export function worst(objects: readonly TreeNode[]): Health | undefined {
  return worstFirst.find((health) => objects.some((one) => one.health?.status === health));
}

function inOrder(a: TreeNode, b: TreeNode): number {
  return a.kind.localeCompare(b.kind) || newestFirst(a, b) || a.name.localeCompare(b.name, undefined, { numeric: true });
}

function newestFirst(a: TreeNode, b: TreeNode): number {
  return a.kind === "ReplicaSet" ? (b.createdAt ?? "").localeCompare(a.createdAt ?? "") : 0;
}

/**
 * The objects of an application as a tree. An object whose owner is not shown belongs to the
 * application itself. More than thirty siblings of one kind are one box until it is opened; what is
 * below them stays inside.
 */
export function forest(application: string, nodes: readonly TreeNode[], opened: ReadonlySet<string>): Item {
  const known = new Set(nodes.map(idOf));
  const families = new Map<string, TreeNode[]>();
  for (const node of nodes) {
    const owner = node.parentRefs?.map(idOf).find((one) => known.has(one)) ?? "";
    families.set(owner, [...(families.get(owner) ?? []), node]);
  }
  const below = (owner: string): Item[] => {
    const kinds = new Map<string, TreeNode[]>();
    for (const node of (families.get(owner) ?? []).sort(inOrder)) {
      kinds.set(node.kind, [...(kinds.get(node.kind) ?? []), node]);
    }
    return [...kinds].flatMap(([kind, siblings]) => family(owner, kind, siblings));
  };
  const family = (owner: string, kind: string, siblings: TreeNode[]): Item[] => {
    const id = `${owner}>${kind}`;
    if (kind === "Pod" && siblings.length > 1) {
      return [{ id, shape: "pods", kind, objects: siblings, children: [] }];
    }
    if (siblings.length > crowd && !opened.has(id)) {
      return [{ id, shape: "crowd", kind, objects: siblings, children: [] }];
    }
    return siblings.map((one) => ({ id: idOf(one), shape: "object", kind, objects: [one], children: below(idOf(one)) }));
  };
  const root: TreeNode = { kind: "Application", name: application, uid: "root" };
  return { id: "root", shape: "object", kind: "Application", objects: [root], children: below("") };
}
