import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Commits } from "../../parts/Commits";
import { Empty, ErrorNote, Loading, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago, Took } from "../../parts/Times";
import { ofPromotion, ofRelease, promotionWords } from "../../parts/tones";
import { release as route } from "../../routes";
import { BuildLog } from "./BuildLog";

export function Release() {
  const { release } = route.useParams();
  const detail = useQuery(queries.release(release));
  useEffect(() => {
    document.title = `${release} · OpenLuffy`;
  }, [release]);
  if (detail.isPending) {
    return <Loading rows={8} />;
  }
  if (detail.error) {
    return <ErrorNote error={detail.error} />;
  }
  return <Detail detail={detail.data} />;
}

function Detail({ detail }: { detail: Schemas["ReleaseDetail"] }) {
  const { release } = detail;
  return (
    <>
      <div className="page-head">
        <nav className="crumbs" aria-label="Breadcrumbs">
          <Link to="/pipelines/$project" params={{ project: release.project }}>
            {release.project}
          </Link>
          <span aria-hidden="true">/</span> {release.pipeline}
        </nav>
        <h1 className="mono-title">{release.tag}</h1>
        <Status tone={ofRelease(release.state)} word={release.state} />
        <span className="meta">
          {release.author.name} pushed it to {release.branch} <Ago at={release.pushedAt} /> ago
          {release.readyAt && (
            <>
              , images ready after <Took from={release.pushedAt} to={release.readyAt} />
            </>
          )}
        </span>
      </div>
      <div className="stack">
        {release.problem && (
          <Note tone={release.state === "Failed" ? "degraded" : "waiting"}>
            <strong>{release.problem.message}</strong>
            {release.problem.where && <p className="mono">{release.problem.where}</p>}
            {release.problem.remedy && <p>{release.problem.remedy}</p>}
          </Note>
        )}
        {release.supersededBy && (
          <Note tone="unknown">
            Superseded by{" "}
            <Link to="/releases/$release" params={{ release: release.supersededBy }}>
              {release.supersededBy}
            </Link>
            .
          </Note>
        )}
        <p className="message">{release.message}</p>
        <Identity release={release} sameContent={detail.sameContent ?? []} />
        <Images images={release.images} />
        <Journeys promotions={detail.promotions} />
        <section className="card" aria-label="Commits">
          <header>
            <h2>Commits since what runs</h2>
          </header>
          <Commits commits={detail.commits} />
        </section>
        <BuildLog release={release.id} open={release.state === "Accepted" || release.state === "Building"} />
      </div>
    </>
  );
}

function Identity({ release, sameContent }: { release: Schemas["Release"]; sameContent: string[] }) {
  return (
    <section className="card" aria-label="Identity">
      <dl className="body facts-wide">
        <dt className="meta">Commit</dt>
        <dd>
          <Sha value={release.commit} />
        </dd>
        <dt className="meta">Content id</dt>
        <dd>
          <Sha value={release.contentId} />
          {sameContent.length > 0 && (
            <span className="meta">
              {" "}
              the same software as{" "}
              {sameContent.slice(0, 3).map((id) => (
                <Link key={id} to="/releases/$release" params={{ release: id }}>
                  {id}{" "}
                </Link>
              ))}
            </span>
          )}
        </dd>
      </dl>
    </section>
  );
}

const origins = { BUILT: "built", REUSED: "reused, unchanged", RETAGGED: "retagged, same content" };

function Images({ images }: { images: Schemas["ReleaseImage"][] }) {
  return (
    <section className="card" aria-label="Images">
      <header>
        <h2>Images</h2>
      </header>
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Repository</th>
              <th scope="col">Digest</th>
              <th scope="col">How</th>
            </tr>
          </thead>
          <tbody>
            {images.map((one) => (
              <tr key={one.name}>
                <td>
                  <strong>{one.name}</strong>
                </td>
                <td className="mono">
                  {one.repository}:{one.tag}
                </td>
                <td>{one.digest ? <Sha value={one.digest} /> : <span className="meta">not yet</span>}</td>
                <td className="meta">{one.origin ? origins[one.origin] : "…"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Journeys({ promotions }: { promotions: Schemas["Promotion"][] }) {
  return (
    <section className="card" aria-label="Environments">
      <header>
        <h2>Environments</h2>
      </header>
      {promotions.length === 0 && <Empty title="It has not been anywhere yet." />}
      <div className="scroll">
        <table className="table">
          <tbody>
            {promotions.map((one) => (
              <tr key={one.id}>
                <td>
                  <Link data-item to="/promotions/$promotion" params={{ promotion: one.id }}>
                    {one.environment}
                  </Link>
                </td>
                <td>
                  <Status tone={ofPromotion(one.state)} word={promotionWords[one.state]} />
                </td>
                <td className="meta">{one.problem?.message ?? one.wait?.message}</td>
                <td className="meta">
                  <Ago at={one.endedAt ?? one.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
