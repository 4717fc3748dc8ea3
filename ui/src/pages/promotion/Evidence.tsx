import { Fragment, type ReactNode } from "react";
import type { Schemas } from "../../api/client";
import { tally } from "../../parts/DiffView";
import { Sha } from "../../parts/Sha";
import { Mark, type Tone } from "../../parts/Status";
import { counted } from "../../parts/words";

type Detail = Schemas["PromotionDetail"];

const verdicts: Record<NonNullable<Detail["tested"]>, { tone: Tone; word: string }> = {
  tested: { tone: "healthy", word: "Tested: the same content arrived in the environment before this one" },
  failed: { tone: "degraded", word: "The same content failed in the environment before this one" },
  untested: { tone: "waiting", word: "Not tested: this content was not in the environment before this one" },
};

/** What speaks for and against a promotion, in four lines. */
export function Evidence({ detail }: { detail: Detail }) {
  const { promotion, release, diff } = detail;
  const verdict = verdicts[detail.tested ?? "untested"];
  const changed = diff?.resources.filter((one) => one.change !== "none") ?? [];
  const deletes = changed.some((one) => one.change === "delete");
  const digests = release.images.filter((one) => one.digest !== undefined);
  const complete = digests.length === release.images.length && digests.length > 0;
  return (
    <section className="card" aria-label="Evidence">
      <ul className="evidence">
        <Line tone={verdict.tone}>{verdict.word}</Line>
        <Line tone={diff ? (deletes ? "waiting" : "healthy") : "waiting"}>
          {diff
            ? changed.length === 0
              ? "No resource changes"
              : `${counted(changed.length, "resource")} of ${diff.resources.length}: ${tally(changed)}`
            : "The diff is not rendered yet"}
        </Line>
        <Line tone={complete ? "healthy" : "waiting"}>
          {complete ? counted(digests.length, "image") : `${digests.length} of ${counted(release.images.length, "image")}`}{" "}
          by digest
          {digests.map((one) => (
            <Fragment key={one.name}>
              {" "}
              <span className="meta nowrap">
                {one.name} <Sha value={one.digest} />
              </span>
            </Fragment>
          ))}
        </Line>
        {promotion.commit && (
          <Line tone="healthy">
            Values commit <Sha value={promotion.commit} /> is in git
          </Line>
        )}
      </ul>
    </section>
  );
}

function Line({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <li>
      <Mark tone={tone} />
      <span>{children}</span>
    </li>
  );
}

/** `Ana Ferreira`, or `3 authors`. */
export function authors(detail: Detail): string {
  const names = new Set((detail.commits ?? []).map((one) => one.author.name));
  return names.size === 1 ? ([...names][0] ?? "") : names.size === 0 ? "" : `${names.size} authors`;
}
