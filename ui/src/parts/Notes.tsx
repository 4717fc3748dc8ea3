import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { Copy } from "./Copy";
import { Mark, type Tone } from "./Status";
import "./notes.css";

/** A sentence that matters, with its tone. */
export function Note({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <div className={`note ${tone}`} role={tone === "degraded" ? "alert" : "status"}>
      <Mark tone={tone} />
      <div>{children}</div>
    </div>
  );
}

/** What went wrong, what to do, and the id to name when asking for help. */
export function ErrorNote({ error }: { error: unknown }) {
  if (!(error instanceof ApiError)) {
    return <Note tone="degraded">{error instanceof Error ? error.message : String(error)}</Note>;
  }
  const { detail, where, remedy, id, code } = error.problem;
  return (
    <Note tone="degraded">
      <p>
        <strong>{detail}</strong>
      </p>
      {where && <p className="mono">{where}</p>}
      {remedy && <p>{remedy}</p>}
      <p className="meta line wrap">
        <code>{code}</code>
        {id && (
          <span>
            id <Copy value={id} />
          </span>
        )}
      </p>
    </Note>
  );
}

/** An empty place that teaches: one sentence, the command, a button. */
export function Empty({ title, command, children }: { title: string; command?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{title}</p>
      {command && (
        <Copy value={command} className="command">
          {command}
        </Copy>
      )}
      {children}
    </div>
  );
}

/** Grey bars while the first answer is on its way. */
export function Loading({ rows = 3 }: { rows?: number }) {
  return (
    <div className="loading" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  );
}
