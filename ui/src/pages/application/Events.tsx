import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Ago } from "../../parts/Times";

interface KubernetesEvent {
  metadata: { uid?: string; name: string };
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  lastTimestamp?: string;
  eventTime?: string;
  involvedObject?: { kind?: string; name?: string };
}

export function Events({ application }: { application: string }) {
  const events = useQuery(queries.applicationEvents(application));
  if (events.isPending) {
    return <Loading />;
  }
  if (events.error) {
    return <ErrorNote error={events.error} />;
  }
  const time = (one: KubernetesEvent) => one.lastTimestamp ?? one.eventTime ?? "";
  const items = ((events.data.items ?? []) as unknown as KubernetesEvent[]).sort((a, b) =>
    time(b).localeCompare(time(a)),
  );
  return (
    <section className="card scroll">
      {items.length === 0 && <Empty title="No events." />}
      <table className="table">
        <tbody>
          {items.map((one) => (
            <tr key={one.metadata.uid ?? one.metadata.name}>
              <td className={one.type === "Warning" ? "warning" : "meta"}>{one.type}</td>
              <td>
                <strong>{one.reason}</strong>
              </td>
              <td className="mono">
                {one.involvedObject?.kind}/{one.involvedObject?.name}
              </td>
              <td>{one.message}</td>
              <td className="meta">{(one.count ?? 1) > 1 && `${one.count}×`}</td>
              <td className="meta">
                <Ago at={time(one) || undefined} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
