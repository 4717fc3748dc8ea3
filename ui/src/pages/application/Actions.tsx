import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { callName, placeOf } from "../../api/applications";
import { ask, client, type Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Action } from "../../parts/Action";
import { Confirm } from "../../parts/Confirm";
import { tally } from "../../parts/DiffView";
import { ErrorNote } from "../../parts/Notes";
import { useRefusal } from "../../parts/useRefusal";
import { counted } from "../../parts/words";
import type { AppShape } from "./shape";

/** Refresh, stop and sync. A sync is bound to the diff that was counted in its question. */
export function Actions({ app }: { app: AppShape }) {
  const application = callName(app.metadata);
  const cache = useQueryClient();
  const lost = useRefusal();
  const refused = useRefusal("developer", "approver");
  const [asking, setAsking] = useState<Schemas["RenderedDiff"]>();
  const running = app.status?.operationState?.phase === "Running";
  const onSettled = () => cache.invalidateQueries({ queryKey: ["application", application] });

  const refresh = useMutation({
    mutationFn: () =>
      ask(
        client.GET("/api/v1/applications/{application}", {
          params: { path: placeOf(application).path, query: { ...placeOf(application).query, refresh: "normal" } },
        }),
      ),
    onSettled,
  });
  const look = useMutation({
    mutationFn: () => cache.fetchQuery({ ...queries.diff(application), staleTime: 0 }),
    onSuccess: setAsking,
  });
  const stop = useMutation({
    mutationFn: () =>
      ask(client.DELETE("/api/v1/applications/{application}/operation", { params: placeOf(application) })),
    onSettled,
  });
  const error = look.error ?? refresh.error ?? stop.error;
  return (
    <>
      <span className="line push wrap">
        <Action refused={lost} silent busy={refresh.isPending} onPress={() => refresh.mutate()}>
          <RefreshCw size={14} aria-hidden="true" /> Refresh
        </Action>
        {running ? (
          <Action look="danger" refused={lost} silent busy={stop.isPending} onPress={() => stop.mutate()}>
            Stop the operation
          </Action>
        ) : (
          <Action look="primary" refused={refused} silent busy={look.isPending} onPress={() => look.mutate()}>
            Sync…
          </Action>
        )}
      </span>
      {refused !== undefined && <span className="meta whole">No sync from here now: {refused}</span>}
      {error && (
        <div className="whole">
          <ErrorNote error={error} />
        </div>
      )}
      {asking && <Sync app={app} diff={asking} refused={refused} close={() => setAsking(undefined)} />}
    </>
  );
}

interface SyncProps {
  app: AppShape;
  diff: Schemas["RenderedDiff"];
  refused: string | undefined;
  close: () => void;
}

function Sync({ app, diff, refused, close }: SyncProps) {
  const application = callName(app.metadata);
  const cache = useQueryClient();
  const [prune, setPrune] = useState(false);
  const sync = useMutation({
    mutationFn: () =>
      ask(
        client.POST("/api/v1/applications/{application}/sync", {
          params: placeOf(application),
          body: { prune, diff: diff.id },
        }),
      ),
    onSuccess: close,
    onSettled: () => cache.invalidateQueries({ queryKey: ["application", application] }),
  });
  const deletions = diff.resources.filter((one) => one.change === "delete").length;
  const changes = diff.resources.filter((one) => one.change === "create" || one.change === "update");
  return (
    <Confirm
      title={`Sync ${application}`}
      verb={`Sync ${application}`}
      refused={refused}
      busy={sync.isPending}
      onCancel={close}
      onConfirm={() => sync.mutate()}
    >
      <p>
        {changes.length === 0
          ? "Nothing is created or changed: the cluster is as git has it."
          : `${counted(changes.length, "resource")} of ${diff.resources.length} in ${app.spec.destination?.namespace ?? "the cluster"}: ${tally(changes)}.`}
      </p>
      {deletions > 0 && (
        <label className="line">
          <input type="checkbox" checked={prune} onChange={(event) => setPrune(event.target.checked)} />
          Delete {counted(deletions, "resource")} that git does not declare any more
        </label>
      )}
      <p className="meta">In a protected environment this counts as your vote for what is waiting there.</p>
      {sync.error && <ErrorNote error={sync.error} />}
    </Confirm>
  );
}
