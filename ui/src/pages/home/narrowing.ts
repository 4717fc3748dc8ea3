import type { Schemas } from "../../api/client";
import { matches } from "../../parts/matches";

/** What the reader of the home page chose to see; it is in the address. */
export interface Narrowing {
  project?: string | undefined;
  filter?: string | undefined;
  show?: "waiting" | "running" | "broken" | undefined;
}

const shows = ["waiting", "running", "broken"] as const;

export function readNarrowing(search: Record<string, unknown>): Narrowing {
  const { project, filter, show } = search;
  const known = shows.find((one) => one === show);
  return {
    ...(typeof project === "string" ? { project } : {}),
    ...(typeof filter === "string" ? { filter } : {}),
    ...(known ? { show: known } : {}),
  };
}

type Cell = Schemas["Cell"];

const fits: Record<NonNullable<Narrowing["show"]>, (cell: Cell) => boolean> = {
  waiting: (cell) => cell.arriving?.state === "AwaitingApproval",
  running: (cell) => cell.arriving !== undefined && cell.arriving.state !== "AwaitingApproval",
  broken: (cell) => cell.health === "Degraded" || cell.arriving?.state === "Failed",
};

/** The rows that fit: by project, by name (also of the Application), by what happens in a cell. */
export function narrowed(home: Schemas["Home"], { project, filter = "", show }: Narrowing): Schemas["ServiceRow"][] {
  const wanted = filter.replace(/^app:/, "");
  const applications = (row: Schemas["ServiceRow"]) =>
    home.environments.filter((one) => one.project === row.project).flatMap((one) => one.application ?? []);
  return home.services.filter(
    (row) =>
      (project === undefined || row.project === project) &&
      (filter.startsWith("app:")
        ? applications(row).some((name) => matches(name, wanted))
        : matches(row.service, wanted)) &&
      (show === undefined || row.cells.some(fits[show])),
  );
}

/** The environments in the order in which releases travel; what is on no path comes last. */
export function alongThePath<E extends { name: string }>(
  environments: readonly E[],
  pipelines: readonly { environments: string[] }[],
): E[] {
  const path = [...new Set(pipelines.flatMap((one) => one.environments))];
  const place = (one: E) => (path.includes(one.name) ? path.indexOf(one.name) : path.length);
  return [...environments].sort((a, b) => place(a) - place(b));
}
