import { useState } from "react";
import type { Schemas } from "../api/client";
import "./diffview.css";
import { Empty } from "./Notes";
import { Sides } from "./Sides";
import { counted } from "./words";

type Diff = Schemas["RenderedDiff"];
type Resource = Schemas["ResourceDiff"];

const words = { create: "will be created", update: "will change", delete: "will be deleted", none: "no change" };
const marks = { create: "+", update: "~", delete: "−", none: "" };
const few = 6;

/** `3 changed, 1 created`: what a sync would do, counted. */
export function tally(resources: Resource[]): string {
  const count = (change: Resource["change"]) => resources.filter((one) => one.change === change).length;
  const parts: [number, string][] = [
    [count("update"), "changed"],
    [count("create"), "created"],
    [count("delete"), "deleted"],
  ];
  return parts.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : [])).join(", ");
}

function anchor(one: Resource): string {
  return ["diff", one.kind, one.namespace ?? "", one.name].join("-");
}

/** What a sync would change, resource by resource, beside each other or in one column. */
export function DiffView({ diff }: { diff: Diff }) {
  const [inline, setInline] = useState(() => matchMedia("(max-width: 1000px)").matches);
  const changed = diff.resources.filter((one) => one.change !== "none");
  if (changed.length === 0) {
    return (
      <section className="card">
        <Empty title={`A sync would change nothing: ${counted(diff.resources.length, "resource")} are as git has them.`} />
      </section>
    );
  }
  return (
    <div className="stack">
      <div className="line wrap">
        <span className="meta">
          {changed.length} of {counted(diff.resources.length, "resource")} differ: {tally(changed)}
        </span>
        <span className="push segmented" role="group" aria-label="Layout">
          <button type="button" aria-pressed={!inline} onClick={() => setInline(false)}>
            Split
          </button>
          <button type="button" aria-pressed={inline} onClick={() => setInline(true)}>
            Inline
          </button>
        </span>
      </div>
      {changed.length > few && <Contents resources={changed} />}
      {changed.map((one) => (
        <section className="card diff" key={anchor(one)} id={anchor(one)} aria-label={`${one.kind} ${one.name}`}>
          <header>
            <h3>{one.kind}</h3>
            <span className="mono">
              {one.namespace ? `${one.namespace}/` : ""}
              {one.name}
            </span>
            <span className={`push change ${one.change}`}>{words[one.change]}</span>
          </header>
          <Sides name={`${one.kind} ${one.name}`} before={one.live ?? ""} after={one.desired ?? ""} inline={inline} />
        </section>
      ))}
    </div>
  );
}

function Contents({ resources }: { resources: Resource[] }) {
  return (
    <nav className="card contents" aria-label="Changed resources">
      <ul>
        {resources.map((one) => (
          <li key={anchor(one)}>
            <button
              type="button"
              data-item
              className="truncate"
              onClick={() => document.getElementById(anchor(one))?.scrollIntoView({ block: "start" })}
            >
              <span className={`change ${one.change}`} aria-label={words[one.change]} role="img">
                {marks[one.change]}
              </span>
              <span className="meta">{one.kind}</span> <span className="mono">{one.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
