import { lazy, Suspense, useState } from "react";
import type { Schemas } from "../../api/client";
import { Action } from "../../parts/Action";
import { Note } from "../../parts/Notes";

/** Its diff is much code, and few look at it. */
const Dialog = lazy(() => import("./RollbackDialog").then((found) => ({ default: found.RollbackDialog })));

/** Takes an environment back, once it was seen what that changes. */
export function Rollback({
  project,
  node,
  refused,
}: {
  project: string;
  node: Schemas["LaneNode"];
  refused: string | undefined;
}) {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const environment = node.environment ?? "";
  const close = () => setAsking(false);
  return (
    <div className="stack tight">
      <div className="line wrap">
        <Action look="danger" refused={refused} onPress={() => setAsking(true)}>
          Roll {environment} back…
        </Action>
      </div>
      {said && <Note tone="healthy">{said}</Note>}
      {asking && (
        <Suspense fallback={null}>
          <Dialog project={project} environment={environment} refused={refused} onSaid={setSaid} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
