import { lazy, Suspense } from "react";
import { Empty, Loading } from "../../parts/Notes";
import { toYaml } from "../../parts/yaml";
import { type AppShape, type Source, sourcesOf } from "./shape";

const Code = lazy(() => import("../../parts/Code").then((module) => ({ default: module.Code })));

/** What the manifests are rendered with, source by source. */
export function Parameters({ app }: { app: AppShape }) {
  const sources = sourcesOf(app);
  return (
    <div className="stack">
      {sources.length === 0 && (
        <section className="card">
          <Empty title="This application has no source." />
        </section>
      )}
      {sources.map((one, i) => (
        <SourceCard key={i} source={one} />
      ))}
    </div>
  );
}

function SourceCard({ source }: { source: Source }) {
  const { helm } = source;
  const values = helm?.valuesObject ? toYaml(helm.valuesObject) : helm?.values;
  const rest = source.kustomize ?? source.directory;
  return (
    <section className="card" aria-label={source.path ?? source.chart ?? "source"}>
      <header>
        <h2 className="mono">{source.path ?? source.chart}</h2>
        <span className="meta mono">
          {source.repoURL} at {source.targetRevision ?? "HEAD"}
        </span>
      </header>
      <dl className="body facts">
        {helm?.releaseName && (
          <>
            <dt className="meta">Release name</dt>
            <dd className="mono">{helm.releaseName}</dd>
          </>
        )}
        {helm?.valueFiles?.map((file) => (
          <div key={file} className="contents-only">
            <dt className="meta">Values file</dt>
            <dd className="mono">{file}</dd>
          </div>
        ))}
        {helm?.parameters?.map((one) => (
          <div key={one.name} className="contents-only">
            <dt className="mono">{one.name}</dt>
            <dd className="mono">{one.value}</dd>
          </div>
        ))}
        {helm?.fileParameters?.map((one) => (
          <div key={one.name} className="contents-only">
            <dt className="mono">{one.name}</dt>
            <dd className="mono">from the file {one.path}</dd>
          </div>
        ))}
        {!helm && !rest && <dd className="meta">Rendered as it is, without parameters.</dd>}
      </dl>
      {(values ?? rest) && (
        <Suspense fallback={<Loading />}>
          <Code name="Values" text={values ?? toYaml(rest)} />
        </Suspense>
      )}
    </section>
  );
}
