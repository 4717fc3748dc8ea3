import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { readLines } from "./lines";
import { ErrorNote } from "./Notes";
import "./logview.css";

const limit = 20_000;

/** A log that grows: it follows the end until the reader scrolls up. */
export function LogView({ path, text = (line) => line }: { path: string; text?: (line: string) => string }) {
  const [lines, setLines] = useState<string[]>([]);
  const [failed, setFailed] = useState<unknown>();
  const frame = useRef<HTMLDivElement>(null);
  const following = useRef(true);

  useEffect(() => {
    const stop = new AbortController();
    setLines([]);
    setFailed(undefined);
    readLines(path, stop.signal, (more) => setLines((before) => [...before, ...more].slice(-limit))).catch(
      (error: unknown) => {
        if (!stop.signal.aborted) {
          setFailed(error);
        }
      },
    );
    return () => stop.abort();
  }, [path]);

  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 18,
    overscan: 20,
  });

  useEffect(() => {
    if (following.current && lines.length > 0) {
      rows.scrollToIndex(lines.length - 1);
    }
  }, [lines.length, rows]);

  const scrolled = () => {
    const box = frame.current;
    if (box) {
      following.current = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
    }
  };

  return (
    <>
      {failed !== undefined && <ErrorNote error={failed} />}
      <div className="log" ref={frame} onScroll={scrolled} tabIndex={0} role="log" aria-label="Log">
        {lines.length === 0 && failed === undefined && <p className="meta">Nothing was written yet.</p>}
        <div style={{ height: rows.getTotalSize(), position: "relative" }}>
          {rows.getVirtualItems().map((row) => (
            <div key={row.key} className="log-line" style={{ transform: `translateY(${row.start}px)` }}>
              <span className="number">{row.index + 1}</span>
              {text(lines[row.index] ?? "")}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
