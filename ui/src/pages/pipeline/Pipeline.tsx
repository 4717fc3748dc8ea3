import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, useEffect } from "react";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading, Note } from "../../parts/Notes";
import { Mark, Status } from "../../parts/Status";
import { Ago, Ring, Took } from "../../parts/Times";
import { ofHealth, ofNode, ofRelease } from "../../parts/tones";
import { Sha } from "../../parts/Sha";
import { pipeline as route } from "../../routes";
import { NodePanel } from "./NodePanel";
import "./pipeline.css";

type Lane = Schemas["Lane"];
type Node = Schemas["LaneNode"];

/** The two lanes, live: each node with its state, its duration and its one action. */
export function Pipeline() {
  const { project } = route.useParams();
  const { node } = route.useSearch();
  const lanes = useQuery(queries.lanes(project));
  const config = useQuery(queries.projects());
  const problems = config.data?.find((one) => one.name === project)?.problems ?? [];
  useEffect(() => {
    document.title = `${project} · Pipelines · OpenLuffy`;
  }, [project]);
  const [pipelineName, nodeId] = split(node);
  const selected = lanes.data
    ?.find((lane) => lane.pipeline === pipelineName)
    ?.nodes.find((one) => one.id === nodeId);
  return (
    <>
      <div className="page-head">
        <nav className="crumbs" aria-label="Breadcrumbs">
          <Link to="/pipelines">Pipelines</Link> <span aria-hidden="true">/</span> {project}
        </nav>
        <h1>{project}</h1>
      </div>
      <div className="stack">
        {problems.length > 0 && (
          <Note tone="degraded">
            <p>
              <strong>The configuration has problems; the last good one stays in force.</strong>
            </p>
            <ul>
              {problems.map((one) => (
                <li key={`${one.where}${one.message}`}>
                  <code>{one.where}</code> {one.message} {one.remedy}
                </li>
              ))}
            </ul>
          </Note>
        )}
        {lanes.isPending && <Loading rows={6} />}
        {lanes.error && <ErrorNote error={lanes.error} />}
        {lanes.data?.length === 0 && (
          <section className="card">
            <Empty title="This project has no pipelines yet: add .openluffy/pipelines.yaml and push." />
          </section>
        )}
        <div className={selected ? "with-panel" : ""}>
          <div className="stack">
            {lanes.data?.map((lane) => (
              <LaneCard key={lane.pipeline} project={project} lane={lane} selected={node} />
            ))}
          </div>
          {selected && <NodePanel project={project} node={selected} />}
        </div>
        <Releases project={project} />
      </div>
    </>
  );
}

function split(node: string | undefined): [string, string] {
  const at = node?.indexOf("/") ?? -1;
  return node === undefined || at < 0 ? ["", ""] : [node.slice(0, at), node.slice(at + 1)];
}

function LaneCard({ project, lane, selected }: { project: string; lane: Lane; selected: string | undefined }) {
  return (
    <section className="card lane" aria-label={`Lane of ${lane.branch}`}>
      <header>
        <h2 className="mono">{lane.branch}</h2>
        {lane.release && (
          <span className="line truncate">
            <Link className="mono" to="/releases/$release" params={{ release: lane.release.id }}>
              {lane.release.tag}
            </Link>
            <span className="truncate">{lane.release.message.split("\n")[0]}</span>
            <span className="meta">
              {lane.release.author.name} · <Ago at={lane.release.pushedAt} />
            </span>
          </span>
        )}
        {lane.bridge?.verdict && <Bridge bridge={lane.bridge} />}
      </header>
      {lane.release ? (
        <ol className="rails">
          {lane.nodes.map((node, i) => (
            <Fragment key={node.id}>
              {i > 0 && <li className={`track ${reached(node) ? "reached" : ""}`} aria-hidden="true" />}
              <li>
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

function reached(node: Node): boolean {
  return node.status !== "idle";
}

function Bridge({ bridge }: { bridge: NonNullable<Lane["bridge"]> }) {
  const tone = bridge.verdict === "tested" ? "healthy" : bridge.verdict === "failed" ? "degraded" : "waiting";
  const word = bridge.verdict === "tested" ? "same content tested" : `${bridge.verdict} content`;
  return (
    <span className="push">
      <Status tone={tone} word={word} title={bridge.message} />
    </span>
  );
}

function Station({
  project,
  lane,
  node,
  selected,
}: {
  project: string;
  lane: Lane;
  node: Node;
  selected: string | undefined;
}) {
  const id = `${lane.pipeline}/${node.id}`;
  const live = node.kind === "environment" && node.health;
  return (
    <Link
      data-item
      to="/pipelines/$project"
      params={{ project }}
      search={{ node: id }}
      className={`station ${node.status} ${node.kind}`}
      aria-current={selected === id ? "true" : undefined}
      title={node.message}
    >
      <span className="line">
        <Mark tone={live && node.status === "done" ? ofHealth(node.health) : ofNode(node.status)} label={node.status} />
        <strong>{node.title}</strong>
      </span>
      {node.kind === "soak" && node.status === "running" && node.startedAt && node.until ? (
        <Ring since={node.startedAt} until={node.until} />
      ) : (
        <span className="meta truncate">{node.message ?? (node.status === "idle" ? "not yet" : node.status)}</span>
      )}
      <span className="meta line">
        {node.kind === "values" && <Sha value={node.commit} />}
        {(node.status === "running" || node.kind === "build") && <Took from={node.startedAt} to={node.endedAt} />}
        {node.action?.verb === "approve" && <span className="call">Review</span>}
      </span>
    </Link>
  );
}

function Releases({ project }: { project: string }) {
  const releases = useQuery(queries.releases(project));
  return (
    <section className="card" aria-label="Releases">
      <header>
        <h2>Releases</h2>
      </header>
      {releases.isPending && <Loading />}
      {releases.data?.length === 0 && <Empty title="No releases yet." />}
      <div className="scroll">
        <table className="table">
          <tbody>
            {releases.data?.map((one) => (
              <tr key={one.id}>
                <td>
                  <Status tone={ofRelease(one.state)} word={one.state} />
                </td>
                <td>
                  <Link data-item className="mono" to="/releases/$release" params={{ release: one.id }}>
                    {one.tag}
                  </Link>
                </td>
                <td className="wide">{one.message.split("\n")[0]}</td>
                <td className="meta">{one.author.name}</td>
                <td className="meta">
                  <Ago at={one.pushedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
