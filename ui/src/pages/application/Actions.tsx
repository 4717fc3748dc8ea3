import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { ask, client } from "../../api/client";
import { queries } from "../../api/queries";
import { useConnection } from "../../frame/ConnectionBanner";
import { Confirm } from "../../parts/Confirm";
import { ErrorNote } from "../../parts/Notes";
import type { AppShape } from "./shape";

/** Refresh and sync. A sync is bound to the diff that was counted in its question. */
export function Actions({ app }: { app: AppShape }) {
  const application = app.metadata.name;
  const path = { params: { path: { application } } };
  const cache = useQueryClient();
  const { state } = useConnection();
  const [asking, setAsking] = useState<{ diff: string; changes: number; deletions: number }>();
  const [prune, setPrune] = useState(false);

  const refresh = useMutation({
    mutationFn: () =>
      ask(
        client.GET("/api/v1/applications/{application}", {
          params: { path: { application }, query: { refresh: "normal" } },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["application", application] }),
  });
  const look = useMutation({
    mutationFn: () => cache.fetchQuery({ ...queries.diff(application), staleTime: 0 }),
    onSuccess: (diff) =>
      setAsking({
        diff: diff.id,
        changes: diff.resources.filter((one) => one.change === "create" || one.change === "update").length,
        deletions: diff.resources.filter((one) => one.change === "delete").length,
      }),
  });
  const sync = useMutation({
    mutationFn: () =>
      ask(client.POST("/api/v1/applications/{application}/sync", { ...path, body: { prune, diff: asking?.diff } })),
    onSettled: () => {
      setAsking(undefined);
      void cache.invalidateQueries({ queryKey: ["application", application] });
    },
  });
  const running = app.status?.operationState?.phase === "Running";
  const lost = state === "lost";

  return (
    <span className="line push">
      <button type="button" className="button" disabled={lost || refresh.isPending} onClick={() => refresh.mutate()}>
        <RefreshCw size={14} aria-hidden="true" /> Refresh
      </button>
      <button
        type="button"
        className="button primary"
        disabled={lost || running || look.isPending}
        title={running ? "An operation is running." : undefined}
        onClick={() => look.mutate()}
      >
        Sync…
      </button>
      {(look.error ?? sync.error ?? refresh.error) && <ErrorNote error={look.error ?? sync.error ?? refresh.error} />}
      {asking && (
        <Confirm
          title={`Sync ${application}`}
          verb="Sync"
          onCancel={() => setAsking(undefined)}
          onConfirm={() => sync.mutate()}
        >
          <p>
            {asking.changes} resources will be created or changed
            {asking.deletions > 0 && `, ${asking.deletions} are no longer declared`}.
          </p>
          {asking.deletions > 0 && (
            <label className="line">
              <input type="checkbox" checked={prune} onChange={(event) => setPrune(event.target.checked)} /> Delete
              what is no longer declared
            </label>
          )}
          <p className="meta">In a protected environment this counts as your vote.</p>
        </Confirm>
      )}
    </span>
  );
}
