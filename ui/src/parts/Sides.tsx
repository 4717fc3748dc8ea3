import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef, useState } from "react";
import { lineDiff } from "./lineDiff";

export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "yaml-key" },
  { tag: [tags.string, tags.content], class: "yaml-value" },
  { tag: tags.comment, class: "yaml-comment" },
]);

function reading(name: string): Extension[] {
  return [
    lineNumbers(),
    yaml(),
    syntaxHighlighting(colours),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
  ];
}

const collapse = { margin: 3, minSize: 6 };
const exact = { override: lineDiff };

function draw(parent: HTMLElement, name: string, before: string, after: string, inline: boolean): () => void {
  // What is new or gone as a whole has no other side to stand beside.
  if (inline || before === "" || after === "") {
    const merge = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: collapse, diffConfig: exact });
    const view = new EditorView({ parent, doc: after, extensions: [...reading(name), merge] });
    return () => view.destroy();
  }
  const view = new MergeView({
    parent,
    a: { doc: before, extensions: reading(`${name}, live`) },
    b: { doc: after, extensions: reading(`${name}, after a sync`) },
    collapseUnchanged: collapse,
    diffConfig: exact,
    gutter: true,
  });
  return () => view.destroy();
}

/** The two texts of one resource; drawn when they come near the screen, because there may be hundreds. */
export function Sides({
  name,
  inline,
  ...texts
}: {
  name: string;
  before: string;
  after: string;
  inline: boolean;
}) {
  // The line break at the end of a file is no line of its own.
  const before = texts.before.trimEnd();
  const after = texts.after.trimEnd();
  const box = useRef<HTMLDivElement>(null);
  const whole = before === "" || after === "";
  const [near, setNear] = useState(false);
  useEffect(() => {
    const parent = box.current;
    if (!parent) {
      return undefined;
    }
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((one) => one.isIntersecting)) {
          setNear(true);
          watch.disconnect();
        }
      },
      { rootMargin: "600px" },
    );
    watch.observe(parent);
    return () => watch.disconnect();
  }, []);
  useEffect(
    () => (near && box.current ? draw(box.current, name, before, after, inline) : undefined),
    [near, name, before, after, inline],
  );
  return <div className={`sides ${inline || whole ? "inline" : ""} ${whole ? "whole" : ""} ${near ? "" : "coming"}`} ref={box} />;
}
