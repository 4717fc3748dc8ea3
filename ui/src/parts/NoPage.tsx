import type { ReactNode } from "react";
import { ErrorNote } from "./Notes";

/** In place of a page that can't be shown: what was asked for, why not, and the way to the others. */
export function NoPage({ title, error, children }: { title: string; error: unknown; children: ReactNode }) {
  return (
    <>
      <div className="page-head">
        <nav className="crumbs" aria-label="Breadcrumbs">
          {children} <span aria-hidden="true">/</span> <span>{title}</span>
        </nav>
        <h1>{title}</h1>
      </div>
      <ErrorNote error={error} />
    </>
  );
}
