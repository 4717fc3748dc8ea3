import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callName, placeOf } from "../../api/applications";
import { ask, client } from "../../api/client";
import { Action } from "../../parts/Action";
import { Confirm } from "../../parts/Confirm";
import { Empty, ErrorNote, Note } from "../../parts/Notes";
import { Sha, short } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago, Took } from "../../parts/Times";
import { useRefusal } from "../../parts/useRefusal";
import { counted } from "../../parts/words";
import type { AppShape } from "./shape";

type Entry = NonNullable<NonNullable<AppShape["status"]>["history"]>[number];

/** What ran here, the newest first, each a place to go back to. */
export function History({ app }: { app: AppShape }) {
  const refused = useRefusal("developer", "approver");
  const [asking, setAsking] = useState<Entry>();
  const entries = [...(app.status?.history ?? [])].sort((a, b) => b.id - a.id);
  const now = entries[0];
  return (
    <div className="stack">
      {refused !== undefined && <Note tone="waiting">Nothing can be rolled back here now: {refused}</Note>}
      <section className="card">
        {entries.length === 0 && <Empty title="Nothing was deployed yet." command={`luffy sync ${callName(app.metadata)}`} />}
        <table className="table stacks">
          {entries.length > 0 && (
            <thead>
              <tr>
                <th scope="col">Entry</th>
                <th scope="col">Revision</th>
                <th scope="col">Source</th>
                <th scope="col">By</th>
                <th scope="col">Deployed</th>
                <th scope="col">Took</th>
                <th scope="col">
                  <span className="visually-hidden">Action</span>
                </th>
              </tr>
            </thead>
          )}
          <tbody>
            {entries.map((one) => (
              <tr key={one.id}>
                <td className="mono fit">{one.id}</td>
                <td className="fit">
                  <Sha value={one.revision} />
                </td>
                <td className="meta">
                  {one.source?.path} {one.source?.targetRevision && `at ${one.source.targetRevision}`}
                </td>
                <td className="meta">{whose(one)}</td>
                <td className="meta fit">
                  <Ago at={one.deployedAt} suffix />
                </td>
                <td className="meta fit">
                  <Took from={one.deployStartedAt} to={one.deployedAt} />
                </td>
                <td className="fit action">
                  {one === now ? (
                    <Status tone="healthy" word="runs now" />
                  ) : (
                    <Action
                      look="small"
                      silent
                      refused={refused}
                      label={`Roll back to entry ${one.id}`}
                      onPress={() => setAsking(one)}
                    >
                      Roll back…
                    </Action>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {asking && now && (
          <GoBack app={app} from={now} to={asking} refused={refused} entries={entries} close={() => setAsking(undefined)} />
        )}
      </section>
    </div>
  );
}

function whose(entry: Entry): string {
  return entry.initiatedBy?.username ?? (entry.initiatedBy?.automated ? "automated" : "");
}

interface GoBackProps {
  app: AppShape;
  from: Entry;
  to: Entry;
  entries: Entry[];
  refused: string | undefined;
  close: () => void;
}

function GoBack({ app, from, to, entries, refused, close }: GoBackProps) {
  const application = callName(app.metadata);
  const cache = useQueryClient();
  const rollback = useMutation({
    mutationFn: () =>
      ask(
        client.POST("/api/v1/applications/{application}/rollback", {
          params: placeOf(application),
          body: { id: to.id },
        }),
      ),
    onSuccess: close,
    onSettled: () => cache.invalidateQueries({ queryKey: ["application", application] }),
  });
  const newer = entries.filter((one) => one.id > to.id).length;
  return (
    <Confirm
      title={`Roll ${application} back to entry ${to.id}`}
      verb={`Roll back to ${short(to.revision ?? "")}`}
      danger
      refused={refused}
      busy={rollback.isPending}
      onCancel={close}
      onConfirm={() => rollback.mutate()}
    >
      <p>
        <strong>{app.spec.destination?.namespace ?? application}</strong> goes from <code>{short(from.revision ?? "")}</code>{" "}
        back to <code>{short(to.revision ?? "")}</code>, as it was deployed <Ago at={to.deployedAt} suffix />
        {whose(to) && ` (${whose(to)})`}. {counted(newer, "newer entry", "newer entries")} stay in the history.
      </p>
      <p>The application is pinned there until somebody syncs it: neither automated sync nor self-heal undoes it.</p>
      {rollback.error && <ErrorNote error={rollback.error} />}
    </Confirm>
  );
}
