import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { queries } from "../../api/queries";
import { Copy } from "../../parts/Copy";
import { Empty, ErrorNote, Loading, Note } from "../../parts/Notes";
import { useTitle } from "../../parts/useTitle";
import { LaneCard } from "./LaneCard";
import { NodePanel } from "./NodePanel";
import "./pipeline.css";
import { Releases } from "./Releases";

const route = getRouteApi("/pipelines/$project");

/** The lanes of a project, live: each node with its state, its duration and its one action. */
export function Pipeline() {
  const { project } = route.useParams();
  const { node } = route.useSearch();
  useTitle(project, "Pipelines");
  const lanes = useQuery(queries.lanes(project));
  const [pipelineName, nodeId] = split(node);
  const lane = lanes.data?.find((one) => one.pipeline === pipelineName);
  const selected = lane?.nodes.find((one) => one.id === nodeId);
  return (
    <>
      <Head project={project} />
      <div className="stack">
        <ConfigProblems project={project} />
        {lanes.error && <ErrorNote error={lanes.error} />}
        {lanes.isPending && (
          <section className="card">
            <Loading rows={6} />
          </section>
        )}
        {lanes.data?.length === 0 && (
          <section className="card">
            <Empty title="This project has no pipelines yet: add .openluffy/pipelines.yaml to the repository and push it." />
          </section>
        )}
        <div className={selected ? "with-panel" : ""}>
          <div className="stack">
            {lanes.data?.map((one) => (
              <LaneCard key={one.pipeline} project={project} lane={one} selected={node} />
            ))}
          </div>
          {selected && <NodePanel key={node} project={project} lane={pipelineName} node={selected} />}
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

function Head({ project }: { project: string }) {
  const projects = useQuery(queries.projects());
  const repository = projects.data?.find((one) => one.name === project)?.repository;
  return (
    <div className="page-head">
      <nav className="crumbs" aria-label="Breadcrumbs">
        <Link to="/pipelines">Pipelines</Link> <span aria-hidden="true">/</span> <span>{project}</span>
      </nav>
      <h1>{project}</h1>
      {repository && (
        <span className="meta">
          <Copy value={repository} />
        </span>
      )}
    </div>
  );
}

function ConfigProblems({ project }: { project: string }) {
  const projects = useQuery(queries.projects());
  const problems = projects.data?.find((one) => one.name === project)?.problems ?? [];
  if (problems.length === 0) {
    return null;
  }
  return (
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
  );
}
