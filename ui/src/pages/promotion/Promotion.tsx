import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { calledBy, paramsOf } from "../../api/applications";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { Commits } from "../../parts/Commits";
import { DiffView } from "../../parts/DiffView";
import { EmergencyNote } from "../../parts/EmergencyNote";
import { NoPage } from "../../parts/NoPage";
import { Loading, Note } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { Ago, Ring } from "../../parts/Times";
import { ofPromotion, promotionWords } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { useTitle } from "../../parts/useTitle";
import { WaitTimes } from "../../parts/WaitTimes";
import { counted, sentence } from "../../parts/words";
import { authors, Evidence } from "./Evidence";
import "./promotion.css";
import { Thread } from "./Thread";
import { VotePanel } from "./VotePanel";

const route = getRouteApi("/promotions/$promotion");

type Detail = Schemas["PromotionDetail"];

/** The arrival of a release in an environment; while it waits, what an approver reads. */
export function Promotion() {
  const { promotion } = route.useParams();
  const detail = useQuery(queries.promotion(promotion));
  const shown = detail.data?.promotion;
  useTitle(shown ? `${shown.tag} → ${shown.environment}` : promotion, "Promotions");
  const refused = refusalOf(detail);
  if (refused) {
    return (
      <NoPage title={promotion} error={refused}>
        <Link to="/pipelines">Pipelines</Link>
      </NoPage>
    );
  }
  if (!detail.data) {
    return <Loading rows={8} />;
  }
  return <Page detail={detail.data} />;
}

function Page({ detail }: { detail: Detail }) {
  const { promotion } = detail;
  const waiting = promotion.state === "AwaitingApproval";
  return (
    <>
      <Head promotion={promotion} />
      <div className={waiting ? "with-panel" : ""}>
        <div className="stack">
          {promotion.emergency && <EmergencyNote emergency={promotion.emergency} />}
          <Now promotion={promotion} />
          {waiting && <Evidence detail={detail} />}
          <section className="card" aria-label="Commits">
            <header>
              <h2>{counted(detail.commits?.length ?? 0, "commit")}</h2>
              <span className="meta">
                since what {promotion.environment} runs{authors(detail) && `, by ${authors(detail)}`}
              </span>
            </header>
            <Commits commits={detail.commits} />
          </section>
          {detail.diff && (
            <section aria-label="Rendered diff" className="stack tight">
              <h2>Rendered diff</h2>
              <DiffView diff={detail.diff} />
            </section>
          )}
          {waiting && !detail.diff && (
            <Note tone="waiting">The diff can't be rendered at this moment; nothing can be approved without it.</Note>
          )}
          <Thread rows={detail.history} />
        </div>
        {waiting && <VotePanel detail={detail} />}
      </div>
    </>
  );
}

function Head({ promotion }: { promotion: Schemas["Promotion"] }) {
  const mark = useMark(promotion.state);
  return (
    <div className="page-head">
      <nav className="crumbs" aria-label="Breadcrumbs">
        <Link to="/pipelines">Pipelines</Link> <span aria-hidden="true">/</span>
        <Link to="/pipelines/$project" params={{ project: promotion.project }}>
          {promotion.project}
        </Link>
        <span aria-hidden="true">/</span> <span>{promotion.id}</span>
      </nav>
      <h1>
        <Link className="mono-title" to="/releases/$release" params={{ release: promotion.release }}>
          {promotion.tag}
        </Link>{" "}
        <span role="img" aria-label="to">
          →
        </span>{" "}
        {promotion.environment}
      </h1>
      <span className={mark}>
        <Status tone={ofPromotion(promotion.state)} word={promotionWords[promotion.state]} />
      </span>
      <span className="meta">
        asked <Ago at={promotion.createdAt} suffix />
        {promotion.endedAt && (
          <>
            , ended <Ago at={promotion.endedAt} suffix />
          </>
        )}
        {promotion.application && (
          <>
            {" · "}
            <Link to="/applications/{-$namespace}/$application" params={paramsOf(calledBy(promotion.application))}>
              {calledBy(promotion.application)}
            </Link>
          </>
        )}
      </span>
    </div>
  );
}

function Now({ promotion }: { promotion: Schemas["Promotion"] }) {
  const { problem, soak, wait } = promotion;
  if (problem) {
    return (
      <Note tone="degraded">
        <p>
          <strong>{problem.message}</strong>
        </p>
        {problem.where && <p className="mono">{problem.where}</p>}
        {problem.remedy && <p>{problem.remedy}</p>}
      </Note>
    );
  }
  if (soak?.since && soak.until && wait?.reason !== "Retrying") {
    return (
      <Note tone="progressing">
        <div className="line wrap">
          <Ring since={soak.since} until={soak.until} large />
          <span>This release is here and healthy; it goes on when it has been so without interruption.</span>
        </div>
        {(soak.restarts ?? 0) > 0 && <p className="meta">The clock was started again {counted(soak.restarts ?? 0, "time")}.</p>}
      </Note>
    );
  }
  return wait ? (
    <Note tone="waiting">
      Waits for: {sentence(wait.message)}{" "}
      <WaitTimes wait={wait} />
    </Note>
  ) : null;
}
