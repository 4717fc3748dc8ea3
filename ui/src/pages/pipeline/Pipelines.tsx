import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { useTitle } from "../../parts/useTitle";
import { counted } from "../../parts/words";

/** The projects; with only one there is nothing to choose. */
export function Pipelines() {
  useTitle("Pipelines");
  const projects = useQuery(queries.projects());
  const only = projects.data?.length === 1 ? projects.data[0] : undefined;
  if (only) {
    return <Navigate to="/pipelines/$project" params={{ project: only.name }} replace />;
  }
  return (
    <>
      <div className="page-head">
        <h1>Pipelines</h1>
      </div>
      {projects.error && <ErrorNote error={projects.error} />}
      <section className="card">
        {projects.isPending && <Loading />}
        {projects.data?.length === 0 && (
          <Empty title="No project is connected yet." command="luffy connect https://git.example.org/team/project.git" />
        )}
        <table className="table stacks">
          <tbody>
            {projects.data?.map((one) => (
              <tr key={one.name}>
                <td>
                  <Link data-item to="/pipelines/$project" params={{ project: one.name }}>
                    <strong>{one.name}</strong>
                  </Link>
                </td>
                <td className="meta mono">{one.repository}</td>
                <td className="meta fit">{counted(one.pipelines.length, "pipeline")}</td>
                <td className="meta fit">{counted(one.environments.length, "environment")}</td>
                <td className="fit">
                  {one.problems.length > 0 && (
                    <Status tone="degraded" word={counted(one.problems.length, "problem")} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
