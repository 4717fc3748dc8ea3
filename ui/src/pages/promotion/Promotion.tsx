import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Commits } from "../../parts/Commits";
import { DiffView } from "../../parts/DiffView";
import { ErrorNote, Loading, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago, Ring } from "../../parts/Times";
import { ofPromotion, promotionWords } from "../../parts/tones";
import { promotion as route } from "../../routes";
import "./promotion.css";
import { VotePanel } from "./VotePanel";

type Detail = Schemas["PromotionDetail"];

export function Promotion() {
  const { promotion } = route.useParams();
  const detail = useQuery(queries.promotion(promotion));
  useEffect(() => {
    document.title = `${promotion} · OpenLuffy`;
  }, [promotion]);
  if (detail.isPending) {
    return <Loading rows={8} />;
  }
  if (detail.error) {
    return <ErrorNote error={detail.error} />;
  }
  return <Page detail={detail.data} />;
}

function Page({ detail }: { detail: Detail }) {
  const { promotion, release } = detail;
  const waiting = promotion.state === "AwaitingApproval";
  return (
    <>
      <div className="page-head">
        <nav className="crumbs" aria-label="Breadcrumbs">
          <Link to="/pipelines/$project" params={{ project: promotion.project }}>
            {promotion.project}
          </Link>
          <span aria-hidden="true">/</span> promotions
        </nav>
        <h1>
          <Link className="mono-title" to="/releases/$release" params={{ release: promotion.release }}>
            {promotion.tag}
          </Link>{" "}
          <span aria-label="to">→</span> {promotion.environment}
        </h1>
        <Status tone={ofPromotion(promotion.state)} word={promotionWords[promotion.state]} />
        <span className="meta">
          asked <Ago at={promotion.createdAt} /> ago
        </span>
      </div>
      <div className={waiting ? "with-panel" : ""}>
        <div className="stack">
          <Now promotion={promotion} />
          {waiting && <Risk detail={detail} />}
          <section className="card" aria-label="Commits">
            <header>
              <h2>{detail.commits?.length ?? 0} commits</h2>
              <span className="meta">since what {promotion.environment} runs, by {authors(detail)}</span>
            </header>
            <Commits commits={detail.commits} />
          </section>
          {detail.diff && (
            <section aria-label="Rendered diff" className="stack">
              <h2>Rendered diff</h2>
              <DiffView diff={detail.diff} />
            </section>
          )}
          <Thread rows={detail.history} />
        </div>
        {waiting && <VotePanel detail={detail} author={release.author.name} />}
      </div>
    </>
  );
}

function authors(detail: Detail): string {
  const names = new Set((detail.commits ?? []).map((one) => one.author.name));
  return names.size === 1 ? ([...names][0] ?? "") : `${names.size} authors`;
}

function Now({ promotion }: { promotion: Schemas["Promotion"] }) {
  if (promotion.problem) {
    return (
      <Note tone="degraded">
        <strong>{promotion.problem.message}</strong>
        {promotion.problem.remedy && <p>{promotion.problem.remedy}</p>}
      </Note>
    );
  }
  if (promotion.soak?.since && promotion.soak.until) {
    return (
      <Note tone="progressing">
        Resident and healthy: <Ring since={promotion.soak.since} until={promotion.soak.until} />
        {(promotion.soak.restarts ?? 0) > 0 && <p>The clock was started again {promotion.soak.restarts} times.</p>}
      </Note>
    );
  }
  return promotion.wait ? (
    <Note tone="waiting">
      {promotion.wait.message}
      {promotion.wait.since && (
        <span className="meta">
          {" "}
          for <Ago at={promotion.wait.since} />
        </span>
      )}
    </Note>
  ) : null;
}

function Risk({ detail }: { detail: Detail }) {
  const tone = detail.tested === "tested" ? "healthy" : detail.tested === "failed" ? "degraded" : "waiting";
  const word =
    detail.tested === "tested"
      ? "Tested: the same content has arrived in the environment before"
      : detail.tested === "failed"
        ? "The same content failed in the environment before"
        : "Untested: this content has not been in the environment before";
  return (
    <section className="card" aria-label="Risk">
      <div className="body line wrap">
        <Status tone={tone} word={word} />
        {detail.promotion.commit && (
          <span className="push meta">
            values commit <Sha value={detail.promotion.commit} />
          </span>
        )}
      </div>
    </section>
  );
}

function Thread({ rows }: { rows: Schemas["JournalEntry"][] }) {
  return (
    <section className="card" aria-label="What happened">
      <header>
        <h2>What happened</h2>
      </header>
      <ol className="thread">
        {[...rows].reverse().map((one) => (
          <li key={one.number}>
            <span className="meta">
              <Ago at={one.at} />
            </span>
            <span>{one.what.replace(/^[a-z]+\./, "").replaceAll("-", " ")}</span>
            <span className="meta">
              {one.who} · {one.door.toLowerCase()}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
