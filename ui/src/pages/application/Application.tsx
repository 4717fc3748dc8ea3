import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { callName, paramsOf } from "../../api/applications";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { NoPage } from "../../parts/NoPage";
import { Loading } from "../../parts/Notes";
import { useTitle } from "../../parts/useTitle";
import "./application.css";
import { Events } from "./Events";
import { Head } from "./Head";
import { History } from "./History";
import { Logs } from "./Logs";
import { ObjectPanel } from "./ObjectPanel";
import { Parameters } from "./Parameters";
import { Resources } from "./Resources";
import { type AppShape, shape } from "./shape";

const route = getRouteApi("/applications/{-$namespace}/$application");

const Tree = lazy(() => import("./Tree").then((module) => ({ default: module.Tree })));
const DiffTab = lazy(() => import("./DiffTab").then((module) => ({ default: module.DiffTab })));
const Manifest = lazy(() => import("./Manifest").then((module) => ({ default: module.Manifest })));

const words = {
  tree: "Tree",
  diff: "Diff",
  resources: "Resources",
  events: "Events",
  logs: "Logs",
  history: "History",
  parameters: "Parameters",
  manifest: "Manifest",
};
type Tab = keyof typeof words;
const tabs = Object.keys(words) as Tab[];

/** One Argo CD Application: what is declared, what lives, how they differ, and what ran before. */
export function Application() {
  const { namespace, application: name } = route.useParams();
  const application = callName({ namespace, name });
  const { tab, resource, part } = route.useSearch();
  const answer = useQuery(queries.application(application));
  const shown = tabs.find((one) => one === tab) ?? "tree";
  useTitle(application, words[shown]);
  const tabList = useRef<HTMLElement>(null);
  const here = answer.data !== undefined;
  useEffect(() => {
    // Eight tabs are wider than a phone: the one that is shown must be among those that are seen.
    tabList.current?.querySelector("[aria-current=page]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [shown, here]);
  const refused = refusalOf(answer);
  if (refused) {
    return (
      <NoPage title={application} error={refused}>
        <Link to="/applications">Applications</Link>
      </NoPage>
    );
  }
  if (!answer.data) {
    return <Loading rows={8} />;
  }
  const app = shape(answer.data);
  const panel = resource !== undefined && (shown === "tree" || shown === "resources");
  return (
    <>
      <Head app={app} />
      <div className="stack">
        <nav className="tabs" aria-label="Parts of the application" ref={tabList}>
          {tabs.map((one) => (
            <Link
              key={one}
              data-item
              to="/applications/{-$namespace}/$application"
              params={paramsOf(application)}
              search={{ tab: one }}
              resetScroll={false}
              aria-current={one === shown ? "page" : undefined}
            >
              {words[one]}
            </Link>
          ))}
        </nav>
        <div className={panel ? "with-panel wide" : ""}>
          <Suspense fallback={<Loading rows={6} />}>
            <Shown app={app} tab={shown} resource={resource} part={part} />
          </Suspense>
          {panel && <ObjectPanel key={resource} app={app} tab={shown} resource={resource} part={part} />}
        </div>
      </div>
    </>
  );
}

interface ShownProps {
  app: AppShape;
  tab: Tab;
  resource: string | undefined;
  part: string | undefined;
}

function Shown({ app, tab, resource, part }: ShownProps) {
  const application = callName(app.metadata);
  switch (tab) {
    case "tree":
      return <Tree application={application} selected={resource} />;
    case "diff":
      return <DiffTab application={application} />;
    case "resources":
      return <Resources app={app} />;
    case "events":
      return <Events application={application} />;
    case "logs":
      return <Logs application={application} chosen={part} />;
    case "history":
      return <History app={app} />;
    case "parameters":
      return <Parameters app={app} />;
    case "manifest":
      return <Manifest app={app} />;
  }
}
