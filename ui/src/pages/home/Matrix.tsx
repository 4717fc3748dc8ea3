import { Link } from "@tanstack/react-router";
import { ExternalLink, Lock, Pin } from "lucide-react";
import { calledBy, paramsOf } from "../../api/applications";
import type { Schemas } from "../../api/client";
import { webAddress } from "../../parts/links";
import { Mark, Status } from "../../parts/Status";
import { Ago, Ring } from "../../parts/Times";
import { ofHealth, ofPromotion, promotionWords } from "../../parts/tones";
import { useMark } from "../../parts/useMark";

type Column = Schemas["Home"]["environments"][number];

/** The services of a project, each with what runs in every environment. */
export function Matrix({ project, environments, rows }: { project: string; environments: Column[]; rows: Schemas["ServiceRow"][] }) {
  return (
    <section className="card" aria-label={project}>
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
              {environments.map((one) => (
                <th scope="col" key={one.name}>
                  <Environment column={one} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.service}>
                <th scope="row">{row.service}</th>
                {environments.map(({ name }) => {
                  const cell = row.cells.find((one) => one.environment === name);
                  return cell ? <Cell key={name} cell={cell} /> : <td key={name} data-environment={name} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Environment({ column }: { column: Column }) {
  const url = webAddress(column.url);
  return (
    <span className="line">
      {column.application ? (
        <Link to="/applications/{-$namespace}/$application" params={paramsOf(calledBy(column.application))}>
          {column.name}
        </Link>
      ) : (
        column.name
      )}
      {column.protected && (
        <span role="img" aria-label="protected" data-tip="Protected: a person approves">
          <Lock size={12} aria-hidden="true" />
        </span>
      )}
      {url && (
        <a href={url} target="_blank" rel="noreferrer" aria-label={`Open ${column.name} in a new tab`} data-tip={url}>
          <ExternalLink size={12} aria-hidden="true" />
        </a>
      )}
    </span>
  );
}

function Cell({ cell }: { cell: Schemas["Cell"] }) {
  const { arriving } = cell;
  const mark = useMark(cell.tag, cell.health, cell.pinned, arriving?.id, arriving?.state);
  const soak = arriving?.soak;
  const said = cell.healthMessage ? `${cell.health}: ${cell.healthMessage}` : cell.health;
  return (
    <td className={mark} data-environment={cell.environment}>
      <div className="cell">
        <span className="line">
          <Mark tone={ofHealth(cell.health)} label={said} />
          {cell.release ? (
            <Link className="mono nowrap" data-item to="/releases/$release" params={{ release: cell.release }}>
              {cell.tag}
            </Link>
          ) : (
            <span className="meta nowrap">nothing yet</span>
          )}
          <span className="meta nowrap">
            <Ago at={cell.since} />
            {(cell.behind ?? 0) > 0 && `${cell.since ? " · " : ""}${cell.behind} behind`}
          </span>
          {cell.bad && <Status tone="degraded" word="bad" title={cell.bad} />}
          {cell.pinned && (
            <span role="img" aria-label="pinned" data-tip="Pinned here by a rollback">
              <Pin size={12} aria-hidden="true" />
            </span>
          )}
        </span>
        {arriving && (
          <Link className="line arriving" to="/promotions/$promotion" params={{ promotion: arriving.id }} data-tip={arriving.wait?.message}>
            {soak?.since && soak.until ? (
              <Ring since={soak.since} until={soak.until} />
            ) : (
              <Status tone={ofPromotion(arriving.state)} word={promotionWords[arriving.state]} />
            )}
            {arriving.tag !== cell.tag && <span className="mono nowrap">{arriving.tag}</span>}
          </Link>
        )}
        {cell.health !== "Healthy" && cell.release && <span className="meta">{cell.health}</span>}
      </div>
    </td>
  );
}
