import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { events } from "../api/events";
import { readLines } from "./lines";
import "./logview.css";
import { levelOf, withoutColours } from "./loglines";
import { ErrorNote } from "./Notes";
import { counted } from "./words";

const limit = 20_000;
const height = 18;

/** The lines of a log as they come, the newest twenty thousand of them. */
function useLines(path: string, text: (line: string) => string | undefined) {
  const [lines, setLines] = useState<string[]>([]);
  const [dropped, setDropped] = useState(0);
  const [failed, setFailed] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => events.follow({ resync: () => setAttempt((now) => now + 1) }), []);
  useEffect(() => {
    const stop = new AbortController();
    const all: string[] = [];
    let cut = 0;
    let drawing = 0;
    const draw = () => {
      drawing = 0;
      if (all.length > limit) {
        cut += all.length - limit;
        all.splice(0, all.length - limit);
      }
      setDropped(cut);
      setLines([...all]);
    };
    setLines([]);
    setFailed(undefined);
    const take = (more: string[]) => {
      for (const line of more.map(text)) {
        if (line !== undefined) {
          all.push(withoutColours(line));
        }
      }
      drawing ||= requestAnimationFrame(draw);
    };
    readLines(path, stop.signal, take).catch((error: unknown) => {
      if (!stop.signal.aborted) {
        setFailed(error);
      }
    });
    return () => {
      stop.abort();
      cancelAnimationFrame(drawing);
    };
  }, [path, text, attempt]);
  return { lines, dropped, failed };
}

const asItIs = (line: string) => line;

/** A log that grows: it follows the end until the reader scrolls up, and finds what is typed. */
export function LogView({ path, text = asItIs }: { path: string; text?: (line: string) => string | undefined }) {
  const { lines, dropped, failed } = useLines(path, text);
  const [wanted, setWanted] = useState("");
  const [following, setFollowing] = useState(true);
  const frame = useRef<HTMLDivElement>(null);
  const last = useRef(0);
  const sought = useDeferredValue(wanted.toLowerCase());
  const shown = useMemo(() => {
    const numbered = lines.map((line, i) => ({ line, number: dropped + i + 1 }));
    return sought === "" ? numbered : numbered.filter((one) => one.line.toLowerCase().includes(sought));
  }, [lines, dropped, sought]);

  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 20,
  });

  const total = rows.getTotalSize();
  useLayoutEffect(() => {
    const box = frame.current;
    if (!following || !box) {
      return undefined;
    }
    const toEnd = () => {
      box.scrollTop = box.scrollHeight;
    };
    toEnd();
    const drawn = requestAnimationFrame(toEnd);
    return () => cancelAnimationFrame(drawn);
  }, [total, following]);

  const scrolled = () => {
    const box = frame.current;
    if (box) {
      const up = box.scrollTop < last.current - 2;
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * height;
      last.current = box.scrollTop;
      setFollowing((now) => atEnd || (now && !up));
    }
  };

  return (
    <div className="log-frame">
      <div className="log-tools">
        <input
          data-search
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          placeholder="Find in the log"
          aria-label="Find in the log"
        />
        <span className="meta" role="status">
          {sought === "" ? counted(lines.length, "line") : `${shown.length} of ${counted(lines.length, "line")}`}
          {dropped > 0 && `, ${dropped} older ones are not kept here`}
        </span>
        <button type="button" className="button small push" aria-pressed={following} onClick={() => setFollowing(!following)}>
          {following ? "Following the end" : "Follow the end"}
        </button>
      </div>
      {failed !== undefined && <ErrorNote error={failed} />}
      <div className="log" ref={frame} onScroll={scrolled} tabIndex={0} role="log" aria-live="off" aria-label="Log">
        {lines.length === 0 && failed === undefined && <p className="meta">Nothing was written yet.</p>}
        <div style={{ height: total, position: "relative" }}>
          {rows.getVirtualItems().map((row) => {
            const one = shown[row.index];
            return one ? (
              <div
                key={row.key}
                className={`log-line ${levelOf(one.line)}`}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <span className="number">{one.number}</span>
                {one.line}
              </div>
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}
