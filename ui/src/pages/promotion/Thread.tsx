import type { Schemas } from "../../api/client";
import { Empty } from "../../parts/Notes";
import { Ago } from "../../parts/Times";
import { told } from "./told";

/** The rows of the journal about one thing, the newest first. */
export function Thread({ rows }: { rows: Schemas["JournalEntry"][] }) {
  const newest = [...rows].sort((a, b) => b.number - a.number);
  return (
    <section className="card" aria-label="What happened">
      <header>
        <h2>What happened</h2>
      </header>
      {rows.length === 0 && <Empty title="Nothing yet." />}
      <ol className="thread">
        {newest.map((one) => (
          <Row key={one.number} row={one} />
        ))}
      </ol>
    </section>
  );
}

function Row({ row }: { row: Schemas["JournalEntry"] }) {
  const { title, more } = told(row);
  return (
    <li className={title.startsWith("EMERGENCY") ? "loud" : undefined}>
      <span className="meta">
        <Ago at={row.at} />
      </span>
      <span>
        {title} {more && <span className="meta">{more}</span>}
      </span>
      <span className="meta">
        {row.who} · {row.door.toLowerCase()}
      </span>
    </li>
  );
}
