import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { paramsOf } from "../../api/applications";
import type { Schemas } from "../../api/client";
import { Mark } from "../../parts/Status";
import { ofHealth } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { counted } from "../../parts/words";
import { idOf, type TreeNode, worst } from "./forest";
import { dotsShown, type Placed } from "./layout";

/** What all boxes of a tree know. */
export interface Shared {
  application: string;
  selected: string | undefined;
  /** The objects that were searched for; nothing when there is no search. */
  found: ReadonlySet<string> | undefined;
  open: (id: string) => void;
}

/** What one box is drawn from. */
export interface BoxData extends Shared, Record<string, unknown> {
  placed: Placed;
}

type Props = NodeProps<Node<BoxData>>;

function faded({ found, placed }: BoxData): string {
  return found && !placed.item.objects.some((one) => found.has(idOf(one))) ? "faded" : "";
}

function Joints({ children }: { children: ReactNode }) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      {children}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

function ObjectBox({ data }: Props) {
  const object = data.placed.item.objects[0];
  const mark = useMark(object?.health?.status, object?.health?.message);
  if (!object) {
    return null;
  }
  const root = object.uid === "root";
  const id = root ? undefined : idOf(object);
  return (
    <Joints>
      <Link
        to="/applications/{-$namespace}/$application"
        params={paramsOf(data.application)}
        search={id === undefined ? {} : { tab: "tree", resource: id }}
        resetScroll={false}
        className={`object nodrag nopan ${root ? "root" : ""} ${faded(data)} ${mark}`}
        data-box={data.placed.item.id}
        aria-current={id !== undefined && data.selected === id ? "true" : undefined}
        data-tip={object.health?.message || undefined}
      >
        {object.health?.status && <Mark tone={ofHealth(object.health.status)} />}
        <span className="words">
          <span className="meta truncate">
            {object.kind}
            {object.info?.map((one) => (one.name === "Revision" ? ` · ${one.value}` : ""))}
          </span>
          <span className="visually-hidden"> </span>
          <span className="truncate mono name">{object.name}</span>
          <span className="visually-hidden">, {object.health?.status ?? "no health"}</span>
        </span>
      </Link>
    </Joints>
  );
}

function tallyOf(objects: TreeNode[]): string {
  const healths = new Map<Schemas["Health"] | "no health", number>();
  for (const one of objects) {
    const health = one.health?.status ?? "no health";
    healths.set(health, (healths.get(health) ?? 0) + 1);
  }
  return [...healths].map(([health, count]) => `${count} ${health.toLowerCase()}`).join(", ");
}

function PodsBox({ data }: Props) {
  const { objects } = data.placed.item;
  const bad = objects.filter((one) => one.health?.status !== "Healthy");
  const shown = [...bad, ...objects.filter((one) => !bad.includes(one))].slice(0, dotsShown);
  return (
    <Joints>
      <div className={`object pods nodrag nopan ${faded(data)}`} data-box={data.placed.item.id}>
        <span className="meta truncate">
          {counted(objects.length, "pod")}: {tallyOf(objects)}
        </span>
        <span className="dots">
          {shown.map((pod) => (
            <Dot key={pod.name} pod={pod} data={data} />
          ))}
        </span>
        {objects.length > shown.length && <span className="meta">and {objects.length - shown.length} more</span>}
      </div>
    </Joints>
  );
}

function Dot({ pod, data }: { pod: TreeNode; data: BoxData }) {
  const id = idOf(pod);
  const health = pod.health?.status;
  const said = `${pod.name}: ${pod.health?.message || health || "no health"}`;
  return (
    <Link
      to="/applications/{-$namespace}/$application"
      params={paramsOf(data.application)}
      search={{ tab: "tree", resource: id }}
      resetScroll={false}
      className={`dot ${ofHealth(health)} ${data.found && !data.found.has(id) ? "faded" : ""}`}
      aria-current={data.selected === id ? "true" : undefined}
      aria-label={`Pod ${said}`}
      data-tip={said}
    />
  );
}

function CrowdBox({ data }: Props) {
  const { item } = data.placed;
  const health = worst(item.objects);
  return (
    <Joints>
      <button
        type="button"
        className={`object crowd nodrag nopan ${faded(data)}`}
        data-box={item.id}
        onClick={() => data.open(item.id)}
        data-tip={tallyOf(item.objects)}
      >
        {health && <Mark tone={ofHealth(health)} />}
        <span className="words">
          <span className="meta truncate">
            {item.kind} × {item.objects.length}
          </span>
          <span className="truncate">Show each</span>
        </span>
      </button>
    </Joints>
  );
}

export const Boxes = { object: ObjectBox, pods: PodsBox, crowd: CrowdBox };
