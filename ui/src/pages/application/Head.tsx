import { Link } from "@tanstack/react-router";
import { callName } from "../../api/applications";
import { Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status, type Tone } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { ofHealth, ofSync } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { counted } from "../../parts/words";
import { Actions } from "./Actions";
import { type AppShape, isManual, pinOf, sourcesOf } from "./shape";

/** The state of the application in words, and what can be done. */
export function Head({ app }: { app: AppShape }) {
  const { health, sync, conditions, resources } = app.status ?? {};
  const mark = useMark(health?.status, sync?.status, sync?.revision);
  const differing = resources?.filter((one) => one.status === "OutOfSync").length ?? 0;
  const pinned = pinOf(app);
  return (
    <>
      <div className="page-head">
        <nav className="crumbs" aria-label="Breadcrumbs">
          <Link to="/applications">Applications</Link> <span aria-hidden="true">/</span> <span>{callName(app.metadata)}</span>
        </nav>
        <h1>{callName(app.metadata)}</h1>
        <span className={`line wrap ${mark}`}>
          <Status tone={ofHealth(health?.status)} word={health?.status ?? "Unknown"} />
          <Status tone={ofSync(sync?.status)} word={sync?.status ?? "Unknown"} />
          {differing > 0 && <span className="meta">{counted(differing, "resource")} differ from git</span>}
        </span>
        <Actions app={app} />
        <Facts app={app} />
      </div>
      <div className="stack notes">
        {health?.message && health.status !== "Healthy" && <Note tone={ofHealth(health.status)}>{health.message}</Note>}
        {pinned && (
          <Note tone="suspended">
            <strong>Pinned</strong>
            {pinned.revision !== undefined && (
              <>
                {" "}
                at <Sha value={pinned.revision} />, entry {pinned.historyId} of the history, since{" "}
                {pinned.by ?? "somebody"} rolled back <Ago at={pinned.at} suffix />
              </>
            )}
            . Neither automated sync nor self-heal undoes it; a sync ends it.
          </Note>
        )}
        {conditions?.map((one) => (
          <Note key={one.type + one.message} tone={one.type.endsWith("Error") ? "degraded" : "waiting"}>
            <strong>{one.type}</strong> {one.message}
          </Note>
        ))}
        <Operation app={app} />
      </div>
    </>
  );
}

function Facts({ app }: { app: AppShape }) {
  const source = sourcesOf(app)[0];
  const more = sourcesOf(app).length - 1;
  return (
    <p className="whole meta facts-line">
      <span>
        <span className="mono">{source?.path ?? source?.chart}</span> at{" "}
        <span className="mono">{source?.targetRevision ?? "HEAD"}</span> <Sha value={app.status?.sync?.revision} />
        {more > 0 && ` and ${counted(more, "more source")}`}
      </span>
      <span>
        to <span className="mono">{app.spec.destination?.namespace}</span>
      </span>
      <span>{isManual(app) ? "manual sync" : "automated sync"}</span>
      {app.status?.reconciledAt && (
        <span>
          compared <Ago at={app.status.reconciledAt} suffix />
        </span>
      )}
    </p>
  );
}

const phases: Record<string, Tone> = {
  Running: "progressing",
  Terminating: "waiting",
  Succeeded: "healthy",
  Failed: "degraded",
  Error: "degraded",
};

/** The last operation, as long as it says more than that all went well. */
function Operation({ app }: { app: AppShape }) {
  const operation = app.status?.operationState;
  if (!operation) {
    return null;
  }
  const tone = phases[operation.phase] ?? "unknown";
  if (tone === "healthy") {
    return (
      <p className="meta">
        Last sync succeeded <Ago at={operation.finishedAt} suffix />
        {operation.message && `: ${operation.message}`}
      </p>
    );
  }
  return (
    <Note tone={tone}>
      <strong>{operation.phase}</strong> {operation.message}{" "}
      <span className="meta">
        <Ago at={operation.finishedAt ?? operation.startedAt} suffix />
      </span>
    </Note>
  );
}
