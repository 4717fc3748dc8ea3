import { yaml } from "@codemirror/lang-yaml";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import type { Schemas } from "../api/client";
import { Empty } from "./Notes";
import "./diffview.css";

type Diff = Schemas["RenderedDiff"];
type Resource = Schemas["ResourceDiff"];

const reading: Extension[] = [
  lineNumbers(),
  yaml(),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.lineWrapping,
];
const collapse = { margin: 3, minSize: 6 };
const words = { create: "will be created", update: "will change", delete: "will be deleted", none: "no change" };

/** What a sync would change, resource by resource, beside each other or in one column. */
export function DiffView({ diff }: { diff: Diff }) {
  const [inline, setInline] = useState(() => matchMedia("(max-width: 1000px)").matches);
  const changed = diff.resources.filter((one) => one.change !== "none");
  if (changed.length === 0) {
    return <Empty title="A sync would change nothing." />;
  }
  return (
    <div className="stack">
      <div className="line wrap">
        <span className="meta">
          {changed.length} of {diff.resources.length} resources differ
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
      {changed.map((one) => (
        <section className="card diff" key={`${one.group}/${one.kind}/${one.namespace}/${one.name}`}>
          <header>
            <strong>{one.kind}</strong>
            <span className="mono truncate">
              {one.namespace ? `${one.namespace}/` : ""}
              {one.name}
            </span>
            <span className={`push change ${one.change}`}>{words[one.change]}</span>
          </header>
          <Sides resource={one} inline={inline} />
        </section>
      ))}
    </div>
  );
}

function Sides({ resource, inline }: { resource: Resource; inline: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = box.current;
    if (!parent) {
      return undefined;
    }
    const before = resource.live ?? "";
    const after = resource.desired ?? "";
    const view = inline
      ? new EditorView({
          parent,
          doc: after,
          extensions: [
            ...reading,
            unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: collapse }),
          ],
        })
      : new MergeView({
          parent,
          a: { doc: before, extensions: reading },
          b: { doc: after, extensions: reading },
          collapseUnchanged: collapse,
          gutter: true,
        });
    return () => view.destroy();
  }, [resource.live, resource.desired, inline]);
  return <div className="sides" ref={box} />;
}
