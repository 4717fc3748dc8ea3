import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { ErrorNote, Note } from "../parts/Notes";
import { useConnection } from "../parts/useRefusal";

const key = "openluffy-loaded-again";
const calm = 10_000;

/** Whether a part of the page could not be fetched: the server is away, or another version by now. */
function isMissingPart(error: unknown): boolean {
  return error instanceof TypeError && /import/i.test(error.message) && /module/i.test(error.message);
}

/** In place of a page that broke; the frame around it and all other pages still work. */
export function Broken({ error }: ErrorComponentProps) {
  const { state } = useConnection();
  const missing = isMissingPart(error);
  useEffect(() => {
    const before = Number(sessionStorage.getItem(key) ?? 0);
    if (missing && state === "live" && Date.now() - before > calm) {
      sessionStorage.setItem(key, String(Date.now()));
      location.reload();
    }
  }, [missing, state]);
  return (
    <div className="stack">
      {missing ? (
        <Note tone="waiting">This part of the page was not loaded yet. It comes as soon as the server answers.</Note>
      ) : (
        <ErrorNote error={error} />
      )}
      <span>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </span>
    </div>
  );
}
