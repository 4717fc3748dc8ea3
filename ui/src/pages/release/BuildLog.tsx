import { LogView } from "../../parts/LogView";

export function BuildLog({ release, open }: { release: string; open: boolean }) {
  return (
    <section className="card" aria-label="Build log">
      <header>
        <h2>Build log</h2>
      </header>
      <LogView path={`/api/v1/releases/${encodeURIComponent(release)}/log?follow=${open}`} />
    </section>
  );
}
