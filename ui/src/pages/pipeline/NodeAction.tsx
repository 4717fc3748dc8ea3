import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask, client, type Schemas } from "../../api/client";
import { Action } from "../../parts/Action";
import { ErrorNote } from "../../parts/Notes";
import { useRefusal } from "../../parts/useRefusal";
import { Rollback } from "./Rollback";

type Node = Schemas["LaneNode"];

/** The one thing that can be done at a node, or why it can't. */
export function NodeAction({ project, node }: { project: string; node: Node }) {
  const refusal = useRefusal();
  const { action } = node;
  const refused = refusal ?? (action?.allowed ? undefined : (action?.reason ?? "This can't be done now."));
  switch (action?.verb) {
    case undefined:
      return null;
    case "approve":
      return (
        <div className="line wrap">
          {node.promotion && (
            <Link className="button primary" to="/promotions/$promotion" params={{ promotion: node.promotion }}>
              {action.allowed ? "Review and vote" : "Review"}
            </Link>
          )}
          {!action.allowed && <span className="meta reason">{action.reason}</span>}
        </div>
      );
    case "retry":
      return <Retry node={node} refused={refused} />;
    case "promote":
      return <Promote node={node} refused={refused} />;
    case "rollback":
      return <Rollback project={project} node={node} refused={refused} />;
  }
}

function useAfterwards() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["journey"] });
}

function Retry({ node, refused }: { node: Node; refused: string | undefined }) {
  const onSettled = useAfterwards();
  const retry = useMutation({
    mutationFn: () =>
      ask(client.POST("/api/v1/releases/{release}/retry", { params: { path: { release: node.release ?? "" } } })),
    onSettled,
  });
  return (
    <div className="stack tight">
      <div className="line wrap">
        <Action refused={refused} busy={retry.isPending} onPress={() => retry.mutate()}>
          Build again
        </Action>
      </div>
      {retry.error && <ErrorNote error={retry.error} />}
    </div>
  );
}

function Promote({ node, refused }: { node: Node; refused: string | undefined }) {
  const onSettled = useAfterwards();
  const body = { release: node.release ?? "", environment: node.environment ?? "" };
  const promote = useMutation({ mutationFn: () => ask(client.POST("/api/v1/promotions", { body })), onSettled });
  return (
    <div className="stack tight">
      <div className="line wrap">
        <Action look="primary" refused={refused} busy={promote.isPending} onPress={() => promote.mutate()}>
          Promote {node.tag} to {node.environment}
        </Action>
      </div>
      {promote.error && <ErrorNote error={promote.error} />}
    </div>
  );
}
