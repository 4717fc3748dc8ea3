import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client } from "../../api/client";
import { useConnection } from "../../frame/ConnectionBanner";
import { Confirm } from "../../parts/Confirm";
import { Empty, ErrorNote } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Ago } from "../../parts/Times";
import type { AppShape } from "./shape";

type Entry = NonNullable<NonNullable<AppShape["status"]>["history"]>[number];

/** What ran here, the newest first, each a place to go back to. */
export function History({ app }: { app: AppShape }) {
  const application = app.metadata.name;
  const cache = useQueryClient();
  const { state } = useConnection();
  const [asking, setAsking] = useState<Entry>();
  const rollback = useMutation({
    mutationFn: (id: number) =>
      ask(
        client.POST("/api/v1/applications/{application}/rollback", {
          params: { path: { application } },
          body: { id },
        }),
      ),
    onSettled: () => {
      setAsking(undefined);
      void cache.invalidateQueries({ queryKey: ["application", application] });
    },
  });
  const entries = [...(app.status?.history ?? [])].reverse();
  return (
    <section className="card scroll">
      {rollback.error && <ErrorNote error={rollback.error} />}
      {entries.length === 0 && <Empty title="Nothing was deployed yet." />}
      <table className="table">
        <tbody>
          {entries.map((one, i) => (
            <tr key={one.id}>
              <td className="mono">{one.id}</td>
              <td>
                <Sha value={one.revision} />
              </td>
              <td className="meta">
                <Ago at={one.deployedAt} /> ago
              </td>
              <td className="meta">{one.initiatedBy?.username ?? (one.initiatedBy?.automated ? "automated" : "")}</td>
              <td>
                {i === 0 ? (
                  <span className="meta">runs now</span>
                ) : (
                  <button type="button" className="button" disabled={state === "lost"} onClick={() => setAsking(one)}>
                    Roll back to this…
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asking && (
        <Confirm
          title={`Roll ${application} back to entry ${asking.id}`}
          verb="Roll back"
          danger
          onCancel={() => setAsking(undefined)}
          onConfirm={() => rollback.mutate(asking.id)}
        >
          <p>
            The cluster goes back to revision <code>{asking.revision?.slice(0, 7)}</code> as it was deployed then, and
            the application is pinned there until somebody syncs another revision.
          </p>
        </Confirm>
      )}
    </section>
  );
}
