import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { callName, paramsOf } from "../../api/applications";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { ErrorNote, Loading, Note } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { ofHealth, ofSync } from "../../parts/tones";
import { useReturn } from "../../parts/useReturn";
import { EventList } from "./Events";
import { idOf, type TreeNode } from "./forest";
import { PodLog } from "./Logs";
import type { AppShape } from "./shape";

const Manifest = lazy(() => import("./LiveManifest").then((module) => ({ default: module.LiveManifest })));

const words = { manifest: "Live manifest", events: "Events", logs: "Logs" };
type Part = keyof typeof words;

/** One live object: its facts, its manifest, what happened to it, and what it writes. */
export function ObjectPanel({ app, tab, resource, part }: { app: AppShape; tab: string; resource: string; part: string | undefined }) {
  const application = callName(app.metadata);
  const navigate = useNavigate();
  const at = { to: "/applications/{-$namespace}/$application", params: paramsOf(application) } as const;
  const close = () => void navigate({ ...at, search: { tab }, resetScroll: false });
  const box = useReturn<HTMLElement>(close);
  const tree = useQuery(queries.tree(application));
  const object = tree.data?.nodes?.find((one) => idOf(one) === resource);
  const parts: Part[] = object?.kind === "Pod" ? ["manifest", "events", "logs"] : ["manifest", "events"];
  const shown = parts.find((one) => one === part) ?? "manifest";
  return (
    <aside className="card panel" aria-label="Object" ref={box} tabIndex={-1}>
      <header>
        <span className="words">
          <span className="meta">{object?.kind ?? "Object"}</span>
          <h2 className="mono">{object?.name ?? resource.split("/").at(-1)}</h2>
        </span>
        <button type="button" className="button quiet push" onClick={close} aria-label="Close the panel">
          <X size={16} />
        </button>
      </header>
      {tree.isPending && <Loading />}
      {tree.data && !object && (
        <div className="body">
          <Note tone="unknown">This object is not in the cluster any more.</Note>
        </div>
      )}
      {object && (
        <>
          <div className="body">
            <Facts object={object} app={app} />
          </div>
          <nav className="tabs inner" aria-label="Parts of the object">
            {parts.map((one) => (
              <Link
                key={one}
                {...at}
                search={{ tab, resource, part: one }}
                resetScroll={false}
                aria-current={one === shown ? "page" : undefined}
              >
                {words[one]}
              </Link>
            ))}
          </nav>
          <Suspense fallback={<Loading />}>
            {shown === "manifest" && <Manifest application={application} object={object} />}
            {shown === "events" && <ObjectEvents application={application} object={object} />}
            {shown === "logs" && <PodLog application={application} pod={object.name} namespace={object.namespace} />}
          </Suspense>
        </>
      )}
    </aside>
  );
}

function Facts({ object, app }: { object: TreeNode; app: AppShape }) {
  const managed = app.status?.resources?.find((one) => idOf(one) === idOf(object));
  return (
    <dl className="facts">
      {object.health?.status && (
        <Fact name="Health">
          <Status tone={ofHealth(object.health.status)} word={object.health.status} />
          {object.health.message && <p>{object.health.message}</p>}
        </Fact>
      )}
      {managed?.status && (
        <Fact name="Sync">
          <Status tone={ofSync(managed.status)} word={managed.status} />
        </Fact>
      )}
      {object.namespace && <Fact name="Namespace">{object.namespace}</Fact>}
      {object.info?.map((one) => (
        <Fact key={one.name} name={one.name ?? ""}>
          {one.value}
        </Fact>
      ))}
      {object.images?.map((one) => (
        <Fact key={one} name="Image">
          <span className="mono">{one}</span>
        </Fact>
      ))}
      {object.createdAt && (
        <Fact name="Created">
          <Ago at={object.createdAt} suffix />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="meta">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function ObjectEvents({ application, object }: { application: string; object: TreeNode }) {
  const events = useQuery(
    queries.events(application, { kind: object.kind, name: object.name, namespace: object.namespace ?? "" }),
  );
  const refused = refusalOf(events);
  if (refused) {
    return <ErrorNote error={refused} />;
  }
  return events.data ? <EventList items={events.data.items ?? []} bare /> : <Loading />;
}
