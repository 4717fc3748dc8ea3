import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";

/** The projects; with only one there is nothing to choose. */
export function Pipelines() {
  const projects = useQuery(queries.projects());
  if (projects.isPending) {
    return <Loading />;
  }
  if (projects.error) {
    return <ErrorNote error={projects.error} />;
  }
  const only = projects.data.length === 1 ? projects.data[0] : undefined;
  if (only) {
    return <Navigate to="/pipelines/$project" params={{ project: only.name }} replace />;
  }
  return (
    <>
      <div className="page-head">
        <h1>Pipelines</h1>
      </div>
      <section className="card">
        {projects.data.length === 0 && (
          <Empty title="No project is connected yet." command="luffy connect <git-url>" />
        )}
        <table className="table">
          <tbody>
            {projects.data.map((one) => (
              <tr key={one.name}>
                <td>
                  <Link data-item to="/pipelines/$project" params={{ project: one.name }}>
                    {one.name}
                  </Link>
                </td>
                <td className="meta truncate">{one.repository}</td>
                <td className="meta">{one.pipelines.length} pipelines</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
