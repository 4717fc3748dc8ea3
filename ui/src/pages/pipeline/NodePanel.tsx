import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { ask, client, type Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { ErrorNote, Note } from "../../parts/Notes";
import { Mark, Status } from "../../parts/Status";
import { Ago, Took } from "../../parts/Times";
import { ofHealth, ofNode } from "../../parts/tones";
import { Sha } from "../../parts/Sha";
import { useConnection } from "../../frame/ConnectionBanner";

type Node = Schemas["LaneNode"];

/** The facts of one node, why it is not further, and its one action. */
export function NodePanel({ project, node }: { project: string; node: Node }) {
  return (
    <aside className="card panel" aria-label={node.title}>
      <header>
        <Mark tone={ofNode(node.status)} label={node.status} />
        <h2>{node.title}</h2>
        <Link
          className="button quiet push"
          to="/pipelines/$project"
          params={{ project }}
          search={{}}
          aria-label="Close the panel"
        >
          <X size={16} />
        </Link>
      </header>
      <div className="body stack">
        {node.message && (
          <Note tone={node.status === "failed" ? "degraded" : node.status === "waiting" ? "waiting" : "progressing"}>
            {node.message}
          </Note>
        )}
        <dl className="facts">
          {node.environment && <Fact name="Environment">{node.environment}</Fact>}
          {node.application && (
            <Fact name="Application">
              <Link to="/applications/$application" params={{ application: node.application }}>
                {node.application}
              </Link>
            </Fact>
          )}
          {node.health && (
            <Fact name="Health">
              <Status tone={ofHealth(node.health)} word={node.health} />
            </Fact>
          )}
          {node.tag && <Fact name="Tag">{node.tag}</Fact>}
          {node.commit && (
            <Fact name="Values commit">
              <Sha value={node.commit} />
            </Fact>
          )}
          {node.startedAt && (
            <Fact name="Started">
              <Ago at={node.startedAt} /> ago, took <Took from={node.startedAt} to={node.endedAt} />
            </Fact>
          )}
        </dl>
        {node.release && node.environment && node.status !== "done" && (
          <Why release={node.release} environment={node.environment} />
        )}
        <NodeAction project={project} node={node} />
      </div>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
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
    <section className="stack" aria-label={`Why not in ${environment}?`}>
      <h3>Why not in {environment}?</h3>
      <ol className="why">
        {why.data?.conditions.map((one) => (
          <li key={one.title}>
            <Mark tone={one.met ? "healthy" : "waiting"} label={one.met ? "met" : "not met"} />
            <span>
              <strong>{one.title}</strong> {one.message}
              {one.who && <span className="meta"> waits for {one.who}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function NodeAction({ project, node }: { project: string; node: Node }) {
  const { state } = useConnection();
  const retry = useMutation({
    mutationFn: () =>
      ask(client.POST("/api/v1/releases/{release}/retry", { params: { path: { release: node.release ?? "" } } })),
  });
  const rollback = useMutation({
    mutationFn: () =>
      ask(
        client.POST("/api/v1/projects/{project}/environments/{environment}/rollback", {
          params: { path: { project, environment: node.environment ?? "" } },
          body: { alsoInGit: false },
        }),
      ),
  });
  const action = node.action;
  if (!action?.verb) {
    return null;
  }
  const disabled = !action.allowed || state === "lost";
  const reason = state === "lost" ? "There is no connection to the server." : action.reason;
  return (
    <div className="stack">
      {action.verb === "approve" && node.promotion && (
        <Link className="button primary" to="/promotions/$promotion" params={{ promotion: node.promotion }}>
          Review and vote
        </Link>
      )}
      {action.verb === "retry" && (
        <button type="button" className="button" disabled={disabled} onClick={() => retry.mutate()}>
          Build again
        </button>
      )}
      {action.verb === "rollback" && (
        <button type="button" className="button danger" disabled={disabled} onClick={() => rollback.mutate()}>
          Roll {node.environment} back to the release before
        </button>
      )}
      {reason && <p className="meta">{reason}</p>}
      {(retry.error ?? rollback.error) && <ErrorNote error={retry.error ?? rollback.error} />}
      {rollback.data && <Note tone="healthy">{rollback.data.message}</Note>}
    </div>
  );
}
