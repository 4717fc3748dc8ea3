import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { calledBy, paramsOf } from "../../api/applications";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { ErrorNote, Loading, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Mark, Status } from "../../parts/Status";
import { Ago, Ring, Took } from "../../parts/Times";
import { ofHealth, ofNode } from "../../parts/tones";
import { useReturn } from "../../parts/useReturn";
import { WaitTimes } from "../../parts/WaitTimes";
import { sentence } from "../../parts/words";
import { NodeAction } from "./NodeAction";
import { ticking } from "./Station";

type Node = Schemas["LaneNode"];

/** The facts of one node, why it is not further, and its one action. */
export function NodePanel({ project, lane, node }: { project: string; lane: string; node: Node }) {
  const navigate = useNavigate();
  const close = () => void navigate({ to: "/pipelines/$project", params: { project }, search: {}, resetScroll: false });
  const box = useReturn<HTMLElement>(close);
  const tone = node.status === "failed" ? "degraded" : node.status === "waiting" ? "waiting" : "progressing";
  const loud = node.message !== undefined && (node.status === "failed" || node.status === "waiting" || node.status === "running");
  return (
    <aside className="card panel" aria-label={node.title} ref={box} tabIndex={-1}>
      <header>
        <Mark tone={ofNode(node.status)} label={node.status} />
        <h2>{node.title}</h2>
        <span className="meta">{lane}</span>
        <button type="button" className="button quiet push" onClick={close} aria-label="Close the panel">
          <X size={16} />
        </button>
      </header>
      <div className="body stack">
        {loud && <Note tone={tone}>{sentence(node.message ?? "")}</Note>}
        {ticking(node) && <Ring since={node.startedAt ?? ""} until={node.until ?? ""} large />}
        <Facts node={node} quiet={!loud} />
        {node.release && node.environment && node.status !== "done" && (
          <Why release={node.release} environment={node.environment} />
        )}
        <NodeAction project={project} node={node} />
      </div>
    </aside>
  );
}

function Facts({ node, quiet }: { node: Node; quiet: boolean }) {
  return (
    <dl className="facts">
      <Fact name="State">{quiet && node.message ? node.message : node.status}</Fact>
      {node.environment && <Fact name="Environment">{node.environment}</Fact>}
      {node.application && (
        <Fact name="Application">
          <Link to="/applications/{-$namespace}/$application" params={paramsOf(calledBy(node.application))}>
            {calledBy(node.application)}
          </Link>
        </Fact>
      )}
      {node.health && (
        <Fact name="Health">
          <Status tone={ofHealth(node.health)} word={node.health} />
        </Fact>
      )}
      {node.release && (
        <Fact name="Release">
          <Link className="mono" to="/releases/$release" params={{ release: node.release }}>
            {node.tag ?? node.release}
          </Link>
          {node.kind === "build" && (
            <>
              {" "}
              <Link to="/releases/$release" params={{ release: node.release }} hash="log">
                build log
              </Link>
            </>
          )}
        </Fact>
      )}
      {node.promotion && (
        <Fact name="Promotion">
          <Link to="/promotions/$promotion" params={{ promotion: node.promotion }}>
            {node.promotion}
          </Link>
        </Fact>
      )}
      {node.commit && (
        <Fact name="Values commit">
          <Sha value={node.commit} />
        </Fact>
      )}
      {node.startedAt && (
        <Fact name="Started">
          <Ago at={node.startedAt} suffix />
        </Fact>
      )}
      {node.startedAt && node.status !== "idle" && (
        <Fact name={node.endedAt ? "Took" : "So far"}>
          <Took from={node.startedAt} to={node.endedAt} />
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

function Why({ release, environment }: { release: string; environment: string }) {
  const why = useQuery(queries.why(release, environment));
  return (
    <section className="stack tight" aria-label={`Why not in ${environment}?`}>
      <h3>Why not in {environment}?</h3>
      {why.isPending && <Loading rows={3} />}
      {why.error && <ErrorNote error={why.error} />}
      <ol className="why">
        {why.data?.conditions.map((one) => (
          <li key={one.title + one.message}>
            <Mark tone={one.met ? "healthy" : "waiting"} label={one.met ? "met" : "not met"} />
            <span>
              <strong>{one.title}</strong> {one.message}
              {one.who && <span className="meta"> Waits for {one.who}.</span>}
              {!one.met && " "}
              {!one.met && <WaitTimes wait={one} />}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
