import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { Mark } from "../../parts/Status";
import { Ring, Took } from "../../parts/Times";
import { ofHealth, ofNode } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { short } from "../../parts/Sha";

type Node = Schemas["LaneNode"];

/** One node of a rail; it opens its panel. */
export function Station({
  project,
  lane,
  node,
  selected,
}: {
  project: string;
  lane: Schemas["Lane"];
  node: Node;
  selected: string | undefined;
}) {
  const id = `${lane.pipeline}/${node.id}`;
  const open = selected === id;
  const mark = useMark(node.status, node.health, node.message, node.tag);
  const arrived = node.kind === "environment" && node.status === "done" && node.health !== undefined;
  return (
    <Link
      data-item
      to="/pipelines/$project"
      params={{ project }}
      search={open ? {} : { node: id }}
      resetScroll={false}
      className={`station ${node.status} ${node.kind} ${arrived ? ofHealth(node.health) : ""} ${mark}`}
      aria-current={open ? "true" : undefined}
    >
      <span className="line">
        {!ticking(node) && (
          <Mark
            tone={arrived ? ofHealth(node.health) : ofNode(node.status)}
            label={arrived ? (node.health ?? node.status) : node.status}
          />
        )}
        <strong className="title">{node.title.replace(/(\d) (?=s$)/, "$1\u00a0")}</strong>
      </span>
      {ticking(node) ? (
        <Ring since={node.startedAt ?? ""} until={node.until ?? ""} />
      ) : (
        <span className="meta said">{said(node)}</span>
      )}
      <Foot node={node} />
    </Link>
  );
}

export function ticking(node: Node): boolean {
  return node.kind === "soak" && node.status === "running" && node.startedAt !== undefined && node.until !== undefined;
}

/** What a node says of itself in a few words. */
export function said(node: Node): string {
  if (node.message) {
    return node.message;
  }
  switch (node.status) {
    case "idle":
      return "not yet";
    case "done":
      return node.kind === "environment" ? (node.health ?? "arrived") : "done";
    default:
      return node.status;
  }
}

function Foot({ node }: { node: Node }) {
  if (node.action?.verb === "approve" || node.action?.verb === "retry") {
    const word = node.action.verb === "approve" ? "Review" : "Try again";
    return (
      <span className="foot">
        <span className="call">{word}</span>
      </span>
    );
  }
  if (node.kind === "values" && node.commit) {
    return <span className="foot meta mono">{short(node.commit)}</span>;
  }
  const timed = node.status === "done" && node.startedAt !== undefined && node.endedAt !== undefined;
  return (node.status === "running" && !ticking(node)) || timed ? (
    <span className="foot meta">
      <Took from={node.startedAt} to={node.endedAt} />
    </span>
  ) : null;
}
