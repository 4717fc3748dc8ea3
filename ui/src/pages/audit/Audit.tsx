import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { calledBy, paramsOf } from "../../api/applications";
import type { Schemas } from "../../api/client";
import { events } from "../../api/events";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { useTitle } from "../../parts/useTitle";
import { counted } from "../../parts/words";

const route = getRouteApi("/audit");

const page = 100;

/** The journal, the newest rows first, and whether anybody changed it. It moves when asked. */
export function Audit() {
  useTitle("Audit");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { before } = route.useSearch();
  const verdict = useQuery(queries.verdict());
  const last = verdict.data?.rows;
  const end = Math.min(before ?? Infinity, last ?? 0);
  const after = Math.max(0, end - page);
  const rows = useQuery({ ...queries.journal(after), enabled: last !== undefined });
  const fresh = useFresh(last);
  const shown = (rows.data ?? []).filter((one) => one.number <= end).reverse();
  const newest = async () => {
    await cache.invalidateQueries({ queryKey: ["journal"] });
    void navigate({ to: "/audit", search: {} });
  };
  return (
    <>
      <div className="page-head">
        <h1>Audit</h1>
        {verdict.data && (
          <span className="meta">
            {counted(verdict.data.rows, "row")}, each hashed with the one before
          </span>
        )}
        {verdict.data && (
          <Status
            tone={verdict.data.intact ? "healthy" : "degraded"}
            word={verdict.data.intact ? "intact" : (verdict.data.message ?? "changed by somebody")}
          />
        )}
        {fresh > 0 && (
          <button type="button" className="button push" onClick={() => void newest()}>
            Show {counted(fresh, "new row")}
          </button>
        )}
      </div>
      <div className="stack">
        {(rows.error ?? verdict.error) && <ErrorNote error={rows.error ?? verdict.error} />}
        <section className="card">
          {(verdict.isPending || rows.isLoading) && <Loading rows={8} />}
          {rows.data && shown.length === 0 && <Empty title="Nothing happened yet." command="luffy audit" />}
          {shown.length > 0 && <Rows rows={shown} />}
        </section>
        {last !== undefined && last > page && (
          <nav className="line" aria-label="Pages">
            <Turn to={after} off={after === 0}>
              Older
            </Turn>
            <Turn to={end + page >= last ? undefined : end + page} off={end >= last}>
              Newer
            </Turn>
            <span className="meta">
              rows {after + 1} to {end} of {last}
            </span>
          </nav>
        )}
      </div>
    </>
  );
}

/** How many rows came since the page was drawn. */
function useFresh(last: number | undefined): number {
  const [number, setNumber] = useState(0);
  useEffect(() => events.follow({ fact: (fact) => setNumber(fact.number) }), []);
  return last === undefined ? 0 : Math.max(0, number - last);
}

function Turn({ to, off, children }: { to: number | undefined; off: boolean; children: string }) {
  return off ? (
    <span className="button" aria-disabled="true">
      {children}
    </span>
  ) : (
    <Link className="button" to="/audit" search={to === undefined ? {} : { before: to }}>
      {children}
    </Link>
  );
}

function Rows({ rows }: { rows: Schemas["JournalEntry"][] }) {
  return (
    <table className="table stacks">
      <thead>
        <tr>
          <th scope="col">Row</th>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">Door</th>
          <th scope="col">What</th>
          <th scope="col">About</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.number}>
            <td className="mono meta fit" data-tip={one.hash}>
              {one.number}
            </td>
            <td className="meta fit">
              <Ago at={one.at} />
            </td>
            <td className="fit">{one.who}</td>
            <td className="meta fit">{one.door.toLowerCase()}</td>
            <td className="mono fit">{one.what}</td>
            <td className="mono">
              <About about={one.about} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The thing a row is about, with its page where it has one. */
function About({ about }: { about: string }) {
  const [noun, ...rest] = about.split("/");
  const key = rest.join("/");
  if (noun === "promotion") {
    return (
      <Link data-item to="/promotions/$promotion" params={{ promotion: key }}>
        {about}
      </Link>
    );
  }
  if (noun === "release") {
    return (
      <Link data-item to="/releases/$release" params={{ release: key }}>
        {about}
      </Link>
    );
  }
  if (noun === "application") {
    return (
      <Link data-item to="/applications/{-$namespace}/$application" params={paramsOf(calledBy(key))}>
        {about}
      </Link>
    );
  }
  if (noun === "project") {
    return (
      <Link data-item to="/pipelines/$project" params={{ project: key }}>
        {about}
      </Link>
    );
  }
  return <>{about}</>;
}
