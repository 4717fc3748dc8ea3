import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink, Lock, Pin } from "lucide-react";
import { useEffect, useState } from "react";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading, Note } from "../../parts/Notes";
import { Mark, Status } from "../../parts/Status";
import { Ago, Ring } from "../../parts/Times";
import { ofHealth, ofPromotion, promotionWords } from "../../parts/tones";
import "./home.css";

type HomeView = Schemas["Home"];

export function Home() {
  const home = useQuery(queries.home());
  const [filter, setFilter] = useState("");
  useEffect(() => {
    document.title = "Home · OpenLuffy";
  }, []);
  return (
    <>
      <div className="page-head">
        <h1>Home</h1>
        <div className="search push">
          <input
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            placeholder="Filter services"
            aria-label="Filter services"
          />
        </div>
      </div>
      {home.error && <ErrorNote error={home.error} />}
      {home.isPending && <Loading rows={6} />}
      {home.data && <Content home={home.data} filter={filter} />}
    </>
  );
}

function Content({ home, filter }: { home: HomeView; filter: string }) {
  return (
    <div className="stack">
      <div className="counters">
        <Counter label="Waiting for me" tone="waiting" count={home.waitingForMe.length} />
        <Counter label="Running" tone="progressing" count={home.running.length} />
        <Counter label="Broken" tone="degraded" count={home.broken.length} />
      </div>
      {home.waitingForMe.map((one) => (
        <Note key={one.id} tone="waiting">
          <div className="line wrap">
            <span>
              <strong>{one.tag}</strong> waits for your approval in <strong>{one.environment}</strong>
            </span>
            <Link className="button push" to="/promotions/$promotion" params={{ promotion: one.id }}>
              Review
            </Link>
          </div>
        </Note>
      ))}
      {home.broken.map((one) => (
        <Note key={one.title} tone="degraded">
          <Link to={one.link}>{one.title}</Link>
          <p>{one.message}</p>
        </Note>
      ))}
      <Matrix home={home} filter={filter} />
    </div>
  );
}

function Counter({ label, tone, count }: { label: string; tone: "waiting" | "progressing" | "degraded"; count: number }) {
  return (
    <div className={`counter ${count > 0 ? tone : ""}`}>
      <Mark tone={count > 0 ? tone : "unknown"} />
      <span className="number">{count}</span>
      <span className="meta">{label}</span>
    </div>
  );
}

function Matrix({ home, filter }: { home: HomeView; filter: string }) {
  const rows = home.services.filter((row) => row.service.includes(filter.trim()));
  if (home.services.length === 0) {
    return (
      <section className="card">
        <Empty title="No project is connected yet." command="luffy connect <git-url>" />
      </section>
    );
  }
  const projects = [...new Set(rows.map((row) => row.project))];
  return (
    <>
      {projects.map((project) => (
        <section className="card" key={project} aria-label={project}>
          <header>
            <h2>{project}</h2>
            <Link className="push" to="/pipelines/$project" params={{ project }}>
              Pipelines
            </Link>
          </header>
          <div className="scroll">
            <table className="table matrix">
              <thead>
                <tr>
                  <th scope="col">Service</th>
                  {home.environments
                    .filter((one) => one.project === project)
                    .map((one) => (
                      <th scope="col" key={one.name}>
                        <span className="line">
                          <Link to="/applications/$application" params={{ application: one.application ?? "" }}>
                            {one.name}
                          </Link>
                          {one.protected && <Lock size={12} aria-label="protected" />}
                          {one.url && (
                            <a href={one.url} target="_blank" rel="noreferrer" aria-label={`Open ${one.name}`}>
                              <ExternalLink size={12} aria-hidden="true" />
                            </a>
                          )}
                        </span>
                      </th>
                    ))}
                </tr>
              </thead>
              <tbody>
                {rows
                  .filter((row) => row.project === project)
                  .map((row) => (
                    <tr key={row.service}>
                      <th scope="row">{row.service}</th>
                      {row.cells.map((cell) => (
                        <td key={cell.environment}>
                          <Cell cell={cell} />
                        </td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  );
}

function Cell({ cell }: { cell: Schemas["Cell"] }) {
  const soak = cell.arriving?.soak;
  return (
    <div className="cell">
      <span className="line">
        <Mark tone={ofHealth(cell.health)} label={cell.health} />
        {cell.release ? (
          <Link className="mono" data-item to="/releases/$release" params={{ release: cell.release }}>
            {cell.tag}
          </Link>
        ) : (
          <span className="meta">nothing yet</span>
        )}
        <span className="meta">
          <Ago at={cell.since} />
        </span>
        {cell.pinned && <Pin size={12} aria-label="pinned by a rollback" />}
      </span>
      {soak?.since && soak.until && <Ring since={soak.since} until={soak.until} />}
      {cell.arriving && !soak && (
        <span className="line meta">
          <Status tone={ofPromotion(cell.arriving.state)} word={promotionWords[cell.arriving.state]} />
          <Link className="mono" to="/promotions/$promotion" params={{ promotion: cell.arriving.id }}>
            {cell.arriving.tag}
          </Link>
        </span>
      )}
      {!cell.arriving && (cell.behind ?? 0) > 0 && <span className="meta">{cell.behind} behind</span>}
    </div>
  );
}
