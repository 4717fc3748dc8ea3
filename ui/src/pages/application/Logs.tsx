import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { paramsOf, placeOf } from "../../api/applications";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { LogView } from "../../parts/LogView";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";

const tail = 1000;

/** The log of one pod of the application; which one is in the address. */
export function Logs({ application, chosen }: { application: string; chosen: string | undefined }) {
  const tree = useQuery(queries.tree(application));
  const navigate = useNavigate();
  const refused = refusalOf(tree);
  if (refused) {
    return <ErrorNote error={refused} />;
  }
  if (!tree.data) {
    return <Loading />;
  }
  const pods = (tree.data.nodes ?? []).filter((one) => one.kind === "Pod");
  const pod = pods.find((one) => one.name === chosen) ?? pods[0];
  if (pod === undefined) {
    return (
      <section className="card">
        <Empty title="This application has no pods now." />
      </section>
    );
  }
  const choose = (part: string) =>
    void navigate({ to: "/applications/{-$namespace}/$application", params: paramsOf(application), search: { tab: "logs", part }, replace: true });
  return (
    <section className="card">
      <header>
        <label className="line">
          Pod
          <select className="select" value={pod.name} onChange={(event) => choose(event.target.value)}>
            {pods.map((one) => (
              <option key={one.name}>{one.name}</option>
            ))}
          </select>
        </label>
      </header>
      <PodLog application={application} pod={pod.name} namespace={pod.namespace} />
    </section>
  );
}

export function PodLog({ application, pod, namespace }: { application: string; pod: string; namespace: string | undefined }) {
  const place = placeOf(application);
  const query = new URLSearchParams({ ...place.query, follow: "true", tailLines: String(tail), ...(namespace ? { namespace } : {}) });
  const path = `/api/v1/applications/${encodeURIComponent(place.path.application)}/pods/${encodeURIComponent(pod)}/logs?${query}`;
  return <LogView path={path} text={content} />;
}

/** Each line comes in an envelope; the last envelope is empty. */
function content(line: string): string | undefined {
  try {
    const { result } = JSON.parse(line) as { result: { content: string; last?: boolean } };
    return result.last ? undefined : result.content;
  } catch {
    return line;
  }
}
