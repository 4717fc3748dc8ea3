import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { Schemas } from "../../api/client";
import { Empty } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { subject } from "../../parts/words";
import { Station } from "./Station";

type Lane = Schemas["Lane"];

/** One pipeline as a rail, for its newest release. */
export function LaneCard({ project, lane, selected }: { project: string; lane: Lane; selected: string | undefined }) {
  return (
    <section className="card lane" aria-label={`Lane of ${lane.branch}`}>
      <header>
        <h2 className="branch">{lane.branch}</h2>
        {lane.release && (
          <>
            <Link className="mono nowrap" data-item to="/releases/$release" params={{ release: lane.release.id }}>
              {lane.release.tag}
            </Link>
            <span className="truncate subject">{subject(lane.release.message)}</span>
            <span className="meta">
              {lane.release.author.name} · <Ago at={lane.release.pushedAt} suffix />
            </span>
          </>
        )}
        {lane.bridge?.verdict && <Bridge bridge={lane.bridge} />}
      </header>
      {lane.release ? (
        <ol className="rails">
          {lane.nodes.map((node, i) => (
            <Fragment key={node.id}>
              {i > 0 && <li className={`track ${node.status === "idle" ? "" : "reached"}`} aria-hidden="true" />}
              <li className="stop">
                <Station project={project} lane={lane} node={node} selected={selected} />
              </li>
            </Fragment>
          ))}
        </ol>
      ) : (
        <Empty title={`Nothing was pushed to ${lane.branch} yet.`} command={`git push origin ${lane.branch}`} />
      )}
    </section>
  );
}

function Bridge({ bridge }: { bridge: NonNullable<Lane["bridge"]> }) {
  const tone = bridge.verdict === "tested" ? "healthy" : bridge.verdict === "failed" ? "degraded" : "waiting";
  const where = bridge.fromEnvironment ? ` in ${bridge.fromEnvironment}` : "";
  const word =
    bridge.verdict === "tested"
      ? `Same content tested${where}`
      : bridge.verdict === "failed"
        ? `Same content failed${where}`
        : `Not tested${where}`;
  return (
    <span className="push">
      <Status tone={tone} word={word} {...(bridge.message ? { title: bridge.message } : {})} />
    </span>
  );
}
