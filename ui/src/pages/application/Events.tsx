import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";

interface KubernetesEvent {
  metadata?: { uid?: string; name?: string };
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  involvedObject?: { kind?: string; name?: string };
}

export function Events({ application }: { application: string }) {
  const events = useQuery(queries.applicationEvents(application));
  const refused = refusalOf(events);
  if (refused) {
    return <ErrorNote error={refused} />;
  }
  if (!events.data) {
    return (
      <section className="card">
        <Loading />
      </section>
    );
  }
  return (
    <section className="card">
      <EventList items={events.data.items ?? []} />
    </section>
  );
}

function timeOf(one: KubernetesEvent): string {
  return one.lastTimestamp ?? one.eventTime ?? "";
}

/** Kubernetes events, the newest first; in a panel without the name of the object. */
export function EventList({ items, bare = false }: { items: Record<string, never>[]; bare?: boolean }) {
  const sorted = [...(items as KubernetesEvent[])].sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
  if (sorted.length === 0) {
    return <Empty title="Kubernetes has no events of it; it keeps them for an hour." />;
  }
  return (
    <table className={`table stacks ${bare ? "narrow-table" : ""}`}>
      <tbody>
        {sorted.map((one) => (
          <tr key={one.metadata?.uid ?? one.metadata?.name}>
            <td className="fit">
              {one.type === "Warning" ? <Status tone="waiting" word={one.reason ?? one.type} /> : (one.reason ?? one.type)}
            </td>
            {!bare && (
              <td className="mono object-name" data-tip={one.involvedObject?.name}>
                {one.involvedObject?.kind}/{one.involvedObject?.name}
              </td>
            )}
            <td className="wide">{one.message}</td>
            <td className="meta fit">{(one.count ?? 1) > 1 && `${one.count}×`}</td>
            <td className="meta fit">
              <Ago at={timeOf(one) || undefined} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
