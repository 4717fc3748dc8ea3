import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { Commits } from "../../parts/Commits";
import { LogView } from "../../parts/LogView";
import { NoPage } from "../../parts/NoPage";
import { Empty, Loading, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago, Took } from "../../parts/Times";
import { ofRelease } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { useTitle } from "../../parts/useTitle";
import { WaitTimes } from "../../parts/WaitTimes";
import { counted } from "../../parts/words";
import { Bad, MarkBad } from "./Bad";
import { Journeys } from "./Journeys";
import "./release.css";

const route = getRouteApi("/releases/$release");

type ReleaseView = Schemas["Release"];

/** One push through one pipeline: what it is made of, where it has been, and how it was built. */
export function Release() {
  const { release } = route.useParams();
  const detail = useQuery(queries.release(release));
  useTitle(detail.data?.release.tag ?? release, "Releases");
  const refused = refusalOf(detail);
  if (refused) {
    return (
      <NoPage title={release} error={refused}>
        <Link to="/pipelines">Pipelines</Link>
      </NoPage>
    );
  }
  if (!detail.data) {
    return <Loading rows={8} />;
  }
  return <Detail detail={detail.data} />;
}

function Detail({ detail }: { detail: Schemas["ReleaseDetail"] }) {
  const { release } = detail;
  const [title, ...rest] = release.message.split("\n");
  const more = rest.join("\n").trim();
  const open = release.state === "Accepted" || release.state === "Building";
  return (
    <>
      <Head release={release} />
      <div className="stack">
        <Bad release={release} />
        <Troubles release={release} />
        <section className="card" aria-label="What it is">
          <div className="body identity">
            <div className="stack tight">
              <p className="message-title">{title}</p>
              {more && <p className="message">{more}</p>}
            </div>
            <Identity release={release} sameContent={detail.sameContent ?? []} />
          </div>
        </section>
        <div className="halves">
          <Images images={release.images} open={open} />
          <Journeys release={release} promotions={detail.promotions} />
        </div>
        <section className="card" aria-label="Commits">
          <header>
            <h2>{counted(detail.commits.length, "commit")}</h2>
            <span className="meta">since what runs at the end of the path</span>
          </header>
          <Commits commits={detail.commits} />
        </section>
        <section className="card" aria-label="Build log" id="log">
          <header>
            <h2>Build log</h2>
            {open && <Status tone="progressing" word="building" />}
          </header>
          <LogView path={`/api/v1/releases/${encodeURIComponent(release.id)}/log?follow=${open}`} />
        </section>
      </div>
    </>
  );
}

function Head({ release }: { release: ReleaseView }) {
  const mark = useMark(release.state);
  return (
    <div className="page-head">
      <nav className="crumbs" aria-label="Breadcrumbs">
        <Link to="/pipelines">Pipelines</Link> <span aria-hidden="true">/</span>
        <Link to="/pipelines/$project" params={{ project: release.project }}>
          {release.project}
        </Link>
        <span aria-hidden="true">/</span> <span>{release.pipeline}</span>
      </nav>
      <h1 className="mono-title">{release.tag}</h1>
      <span className={mark}>
        <Status tone={ofRelease(release.state)} word={release.state} />
      </span>
      {release.bad && <Status tone="degraded" word="bad" />}
      <span className="meta">
        {release.author.name} pushed to {release.branch} <Ago at={release.pushedAt} suffix />
        {release.readyAt && release.state === "Ready" && (
          <>
            , images ready after <Took from={release.pushedAt} to={release.readyAt} />
          </>
        )}
      </span>
      <span className="push">
        <MarkBad release={release} />
      </span>
    </div>
  );
}

function Troubles({ release }: { release: ReleaseView }) {
  return (
    <>
      {release.problem && (
        <Note tone={release.state === "Failed" ? "degraded" : "waiting"}>
          <p>
            <strong>{release.problem.message}</strong>
          </p>
          {release.problem.where && <p className="mono">{release.problem.where}</p>}
          {release.problem.remedy && <p>{release.problem.remedy}</p>}
          {release.wait && <WaitTimes wait={release.wait} />}
        </Note>
      )}
      {release.wait && !release.problem && (
        <Note tone="progressing">
          {release.wait.message} <WaitTimes wait={release.wait} />
        </Note>
      )}
      {release.supersededBy && (
        <Note tone="unknown">
          A newer push took its place:{" "}
          <Link to="/releases/$release" params={{ release: release.supersededBy }}>
            {release.supersededBy}
          </Link>
          .
        </Note>
      )}
    </>
  );
}

const named = 3;

function Identity({ release, sameContent }: { release: ReleaseView; sameContent: string[] }) {
  return (
    <dl className="facts">
      <dt className="meta">Commit</dt>
      <dd>
        <Sha value={release.commit} /> <span className="meta">on {release.branch}</span>
      </dd>
      <dt className="meta">Content</dt>
      <dd>
        <Sha value={release.contentId} />
        {sameContent.length > 0 && (
          <span className="meta">
            {" "}
            the same software as{" "}
            {sameContent.slice(0, named).map((id, i) => (
              <span key={id}>
                {i > 0 && ", "}
                <Link to="/releases/$release" params={{ release: id }}>
                  {id}
                </Link>
              </span>
            ))}
            {sameContent.length > named && ` and ${sameContent.length - named} more`}
          </span>
        )}
      </dd>
    </dl>
  );
}

const origins = { BUILT: "built", REUSED: "reused, unchanged", RETAGGED: "retagged, same content" };

function Images({ images, open }: { images: Schemas["ReleaseImage"][]; open: boolean }) {
  return (
    <section className="card" aria-label="Images">
      <header>
        <h2>Images</h2>
      </header>
      {images.length === 0 && <Empty title={open ? "The first image is being built." : "It has no images."} />}
      <ul className="rows">
        {images.map((one) => (
          <li key={one.name}>
            <span className="line wrap">
              <strong>{one.name}</strong>
              <span className="meta">{one.origin ? origins[one.origin] : open ? "being built" : "not built"}</span>
              <span className="push">{one.digest ? <Sha value={one.digest} /> : null}</span>
            </span>
            <span className="mono meta">
              {one.repository}:{one.tag}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
