import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { callName, paramsOf } from "../../api/applications";
import { queries } from "../../api/queries";
import { Filter } from "../../parts/Filter";
import { matches } from "../../parts/matches";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { ofHealth, ofSync } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { useTitle } from "../../parts/useTitle";
import { counted } from "../../parts/words";
import { type AppShape, isManual, pinOf, shape } from "./shape";

const route = getRouteApi("/applications");

/** All Applications of the cluster, whoever made them. */
export function Applications() {
  useTitle("Applications");
  const list = useQuery(queries.applications());
  const { filter = "" } = route.useSearch();
  const navigate = useNavigate();
  const all = (list.data?.items ?? []).map(shape);
  const shown = all.filter((one) => matches(callName(one.metadata), filter));
  return (
    <>
      <div className="page-head">
        <h1>Applications</h1>
        {list.data && <span className="meta">{counted(shown.length, "application")}</span>}
        <Filter
          label="Filter by name"
          value={filter}
          onChange={(value) =>
            void navigate({ to: "/applications", search: value ? { filter: value } : {}, replace: true })
          }
        />
      </div>
      {list.error && <ErrorNote error={list.error} />}
      <section className="card">
        {list.isPending && <Loading rows={5} />}
        {list.data && shown.length === 0 && (
          <Empty
            title={all.length === 0 ? "There is no Application yet; Argo CD's manifests work as they are." : "No application has that name."}
            {...(all.length === 0 ? { command: "kubectl apply -n argocd -f application.yaml" } : {})}
          />
        )}
        {shown.length > 0 && (
          <table className="table stacks">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Health</th>
                <th scope="col">Sync</th>
                <th scope="col">Revision</th>
                <th scope="col">Destination</th>
                <th scope="col">Policy</th>
                <th scope="col" className="aside">
                  Compared
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((app) => (
                <Row key={`${app.metadata.namespace}/${app.metadata.name}`} app={app} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}

function Row({ app }: { app: AppShape }) {
  const { health, sync, reconciledAt } = app.status ?? {};
  const mark = useMark(health?.status, sync?.status, sync?.revision, pinOf(app)?.at);
  return (
    <tr className={mark}>
      <td className="wide">
        <Link data-item to="/applications/{-$namespace}/$application" params={paramsOf(callName(app.metadata))}>
          <strong>{callName(app.metadata)}</strong>
        </Link>
      </td>
      <td className="fit">
        <Status
          tone={ofHealth(health?.status)}
          word={health?.status ?? "Unknown"}
          {...(health?.message ? { title: health.message } : {})}
        />
      </td>
      <td className="fit">
        <Status tone={ofSync(sync?.status)} word={sync?.status ?? "Unknown"} />
      </td>
      <td className="fit">
        <Sha value={sync?.revision} />
      </td>
      <td className="mono nowrap">{app.spec.destination?.namespace}</td>
      <td className="meta fit">{pinOf(app) ? "pinned" : isManual(app) ? "manual" : "automated"}</td>
      <td className="meta fit aside">
        <Ago at={reconciledAt} />
      </td>
    </tr>
  );
}
