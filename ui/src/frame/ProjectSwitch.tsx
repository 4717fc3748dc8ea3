import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { queries } from "../api/queries";

const everything = "";

/** Narrows the home page to one project, or goes from one project's pipelines to another's. */
export function ProjectSwitch() {
  const projects = useQuery(queries.projects());
  const navigate = useNavigate();
  const { pathname, search } = useRouterState({ select: (state) => state.location });
  const names = (projects.data ?? []).map((one) => one.name);
  const [, place, name] = pathname.split("/");
  const inPipelines = place === "pipelines" && name !== undefined;
  const atHome = pathname === "/";
  if (names.length < 2 || !(inPipelines || atHome)) {
    return null;
  }
  const asked = (search as { project?: string }).project;
  const now = inPipelines ? decodeURIComponent(name) : (asked ?? everything);
  const go = (project: string) =>
    inPipelines && project !== everything
      ? navigate({ to: "/pipelines/$project", params: { project }, search: {} })
      : navigate({ to: "/", search: project === everything ? {} : { project } });
  return (
    <select className="select" aria-label="Project" value={now} onChange={(event) => void go(event.target.value)}>
      <option value={everything}>All projects</option>
      {names.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}
