import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Filter } from "../../parts/Filter";
import { insidePage } from "../../parts/links";
import { Empty, ErrorNote, Loading, Note } from "../../parts/Notes";
import { Mark } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { useTitle } from "../../parts/useTitle";
import "./home.css";
import { Matrix } from "./Matrix";
import { alongThePath, type Narrowing, narrowed } from "./narrowing";

const route = getRouteApi("/");

type HomeView = Schemas["Home"];

/** What runs where, what is under way, and what waits for the reader. */
export function Home() {
  useTitle("Home");
  const home = useQuery(queries.home());
  const asked = route.useSearch();
  const navigate = useNavigate();
  const ask = (search: Narrowing) => void navigate({ to: "/", search, replace: true });
  return (
    <>
      <div className="page-head">
        <h1>Home</h1>
        {home.data && <Counters home={home.data} asked={asked} ask={ask} />}
        <Filter
          label="Filter services"
          value={asked.filter ?? ""}
          onChange={(filter) => ask({ ...asked, filter: filter || undefined })}
        />
      </div>
      {home.error && <ErrorNote error={home.error} />}
      {home.isPending && (
        <section className="card">
          <Loading rows={9} />
        </section>
      )}
      {home.data && <Content home={home.data} asked={asked} />}
    </>
  );
}

function Counters({ home, asked, ask }: { home: HomeView; asked: Narrowing; ask: (search: Narrowing) => void }) {
  const counters = [
    { show: "waiting", label: "Waiting for me", tone: "waiting", count: home.waitingForMe.length },
    { show: "running", label: "Running", tone: "progressing", count: home.running.length },
    { show: "broken", label: "Broken", tone: "degraded", count: home.broken.length },
  ] as const;
  return (
    <div className="counters" role="group" aria-label="Show only">
      {counters.map(({ show, label, tone, count }) => (
        <button
          key={show}
          type="button"
          data-item
          className={`counter ${count > 0 ? tone : ""}`}
          aria-pressed={asked.show === show}
          onClick={() => ask({ ...asked, show: asked.show === show ? undefined : show })}
        >
          <Mark tone={count > 0 ? tone : "unknown"} />
          <span className="number">{count}</span>
          <span>{label}</span>
        </button>
      ))}
    </div>
  );
}

function Content({ home, asked }: { home: HomeView; asked: Narrowing }) {
  const projects = useQuery(queries.projects());
  if (home.services.length === 0 && home.broken.length === 0) {
    return (
      <section className="card">
        <Empty title="No project is connected yet. Give it a repository with a folder .openluffy, and each push travels from here." command="luffy connect https://git.example.org/team/project.git" />
      </section>
    );
  }
  const rows = narrowed(home, asked);
  return (
    <div className="stack">
      {home.waitingForMe.map((one) => (
        <Note key={one.id} tone="waiting">
          <div className="line wrap call">
            <span>
              <strong className="mono">{one.tag}</strong> waits for your approval in <strong>{one.environment}</strong>{" "}
              <span className="meta">
                since <Ago at={one.wait?.since ?? one.createdAt} />
              </span>
            </span>
            <Link className="button small push" data-item to="/promotions/$promotion" params={{ promotion: one.id }}>
              Review
            </Link>
          </div>
        </Note>
      ))}
      {home.broken.map((one) => (
        <Note key={one.title + one.message} tone="degraded">
          <Link data-item to={insidePage(one.link)}>
            {one.title}
          </Link>
          <p>{one.message}</p>
        </Note>
      ))}
      {rows.length === 0 && home.services.length > 0 && (
        <section className="card">
          <Empty title="No service fits what you chose.">
            <Link className="button" to="/" search={{}}>
              Show all services
            </Link>
          </Empty>
        </section>
      )}
      {[...new Set(rows.map((row) => row.project))].map((project) => (
        <Matrix
          key={project}
          project={project}
          environments={alongThePath(
            home.environments.filter((one) => one.project === project),
            projects.data?.find((one) => one.name === project)?.pipelines ?? [],
          )}
          rows={rows.filter((row) => row.project === project)}
        />
      ))}
    </div>
  );
}
