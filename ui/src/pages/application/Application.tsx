import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { queries } from "../../api/queries";
import { ErrorNote, Loading, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { ofHealth, ofSync } from "../../parts/tones";
import { application as route } from "../../routes";
import { Actions } from "./Actions";
import "./application.css";
import { Events } from "./Events";
import { History } from "./History";
import { Logs } from "./Logs";
import { Resources } from "./Resources";
import { type AppShape, isManual, shape } from "./shape";

const Tree = lazy(() => import("./Tree").then((module) => ({ default: module.Tree })));
const DiffTab = lazy(() => import("./DiffTab").then((module) => ({ default: module.DiffTab })));

const tabs = ["tree", "diff", "resources", "events", "logs", "history"] as const;
type Tab = (typeof tabs)[number];
const words: Record<Tab, string> = {
  tree: "Tree",
  diff: "Diff",
  resources: "Resources",
  events: "Events",
  logs: "Logs",
  history: "History",
};

export function Application() {
  const { application } = route.useParams();
  const { tab } = route.useSearch();
  const resource = useQuery(queries.application(application));
  useEffect(() => {
    document.title = `${application} · OpenLuffy`;
  }, [application]);
  const shown: Tab = tabs.find((one) => one === tab) ?? "tree";
  if (resource.isPending) {
    return <Loading rows={8} />;
  }
  if (resource.error) {
    return <ErrorNote error={resource.error} />;
  }
  const app = shape(resource.data);
  return (
    <>
      <Head app={app} />
      <div className="stack">
        {app.status?.conditions?.map((one) => (
          <Note key={one.type + one.message} tone={one.type.endsWith("Error") ? "degraded" : "waiting"}>
            <strong>{one.type}</strong> {one.message}
          </Note>
        ))}
        <nav className="tabs" aria-label="Parts of the application">
          {tabs.map((one) => (
            <Link
              key={one}
              to="/applications/$application"
              params={{ application }}
              search={{ tab: one }}
              aria-current={one === shown ? "page" : undefined}
            >
              {words[one]}
            </Link>
          ))}
        </nav>
        <Suspense fallback={<Loading rows={6} />}>
          {shown === "tree" && <Tree application={application} />}
          {shown === "diff" && <DiffTab application={application} />}
          {shown === "resources" && <Resources app={app} />}
          {shown === "events" && <Events application={application} />}
          {shown === "logs" && <Logs application={application} />}
          {shown === "history" && <History app={app} />}
        </Suspense>
      </div>
    </>
  );
}

function Head({ app }: { app: AppShape }) {
  const source = app.spec.source ?? app.spec.sources?.[0];
  const operation = app.status?.operationState;
  const differing = app.status?.resources?.filter((one) => one.status === "OutOfSync").length ?? 0;
  const pinned = app.metadata.annotations?.["openluffy.io/pinned"];
  return (
    <div className="page-head">
      <nav className="crumbs" aria-label="Breadcrumbs">
        <Link to="/applications">Applications</Link> <span aria-hidden="true">/</span> {app.metadata.name}
      </nav>
      <h1>{app.metadata.name}</h1>
      <Status tone={ofHealth(app.status?.health?.status)} word={app.status?.health?.status ?? "Unknown"} />
      <Status tone={ofSync(app.status?.sync?.status)} word={app.status?.sync?.status ?? "Unknown"} />
      <span className="meta">
        {differing > 0 && <>{differing} resources differ · </>}
        {source?.path} at {source?.targetRevision ?? "HEAD"} <Sha value={app.status?.sync?.revision} /> · to{" "}
        {app.spec.destination?.namespace} · {isManual(app) ? "manual sync" : "automated sync"} · compared{" "}
        <Ago at={app.status?.reconciledAt} /> ago
      </span>
      <Actions app={app} />
      {app.status?.health?.message && <p className="whole meta">{app.status.health.message}</p>}
      {pinned && (
        <div className="whole">
          <Note tone="suspended">
            Pinned by a rollback to history entry {pinned}: neither automated sync nor self-heal undoes it.
          </Note>
        </div>
      )}
      {operation && (
        <p className="whole meta">
          Last operation: <strong>{operation.phase}</strong> {operation.message}
        </p>
      )}
    </div>
  );
}
