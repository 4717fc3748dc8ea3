import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Person } from "../../parts/Person";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { ofRelease } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { useSteady } from "../../parts/useSteady";
import { counted, subject } from "../../parts/words";

/** The releases of a project, the newest first; they stay in place while they are read. */
export function Releases({ project }: { project: string }) {
  const releases = useQuery(queries.releases(project));
  const { rows, fresh, look, watching } = useSteady(releases.data ?? [], (one) => one.id);
  return (
    <section className="card" aria-label="Releases" {...watching}>
      <header>
        <h2>Releases</h2>
        {fresh > 0 && (
          <button type="button" className="button small" onClick={look}>
            Show {counted(fresh, "new release")}
          </button>
        )}
      </header>
      {releases.error && <ErrorNote error={releases.error} />}
      {releases.isPending && <Loading />}
      {releases.data?.length === 0 && <Empty title="No releases yet: each push to a branch of a pipeline makes one." command="git push" />}
      <table className="table stacks">
        <tbody>
          {rows.map((one) => (
            <Row key={one.id} release={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ release }: { release: Schemas["Release"] }) {
  const mark = useMark(release.state);
  return (
    <tr className={mark}>
      <td className="fit">
        <Status
          tone={ofRelease(release.state)}
          word={release.state}
          {...(release.problem ? { title: release.problem.message } : {})}
        />
      </td>
      <td className="fit">
        <Link data-item className="mono" to="/releases/$release" params={{ release: release.id }}>
          {release.tag}
        </Link>
        {release.bad && (
          <>
            {" "}
            <Status tone="degraded" word="bad" title={`By ${release.bad.by}: ${release.bad.reason}`} />
          </>
        )}
      </td>
      <td className="wide">{subject(release.message)}</td>
      <td className="fit">
        <Person name={release.author.name} />
      </td>
      <td className="meta fit">
        <Ago at={release.pushedAt} />
      </td>
    </tr>
  );
}
