import { yaml } from "@codemirror/lang-yaml";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { syntaxHighlighting } from "@codemirror/language";
import { useEffect, useRef } from "react";
import { colours } from "./Sides";
import "./diffview.css";

/** YAML to read. */
export function Code({ text, name }: { text: string; name: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) {
      return undefined;
    }
    const view = new EditorView({
      parent: box.current,
      doc: text,
      extensions: [
        lineNumbers(),
        yaml(),
        syntaxHighlighting(colours),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
      ],
    });
    return () => view.destroy();
  }, [text, name]);
  return <div className="sides code" ref={box} />;
}
