import type { Schemas } from "../../api/client";
import { Empty } from "../../parts/Notes";
import { Ago } from "../../parts/Times";
import { factWords } from "../../parts/words";

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
          <li key={one.number}>
            <span className="meta">
              <Ago at={one.at} />
            </span>
            <span>{factWords(one.what)}</span>
            <span className="meta">
              {one.who} · {one.door.toLowerCase()}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
