import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client, type Schemas } from "../../api/client";
import { Action } from "../../parts/Action";
import { ErrorNote, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Mark, Status } from "../../parts/Status";
import { Ago, Until } from "../../parts/Times";
import { useMark } from "../../parts/useMark";
import { useRefusal } from "../../parts/useRefusal";
import { counted, sentence } from "../../parts/words";
import { Ballot, type Verb } from "./Ballot";
import { BreakGlass } from "./BreakGlass";

type Detail = Schemas["PromotionDetail"];

/** The votes so far, and the reader's own; bound to what is on this page. */
export function VotePanel({ detail }: { detail: Detail }) {
  const { promotion, binding } = detail;
  const cache = useQueryClient();
  const lost = useRefusal();
  const [asking, setAsking] = useState<Verb>();
  const vote = useMutation({
    mutationFn: ({ verb, comment }: { verb: Verb; comment: string }) => {
      if (!binding) {
        throw new Error("There is nothing to vote on yet.");
      }
      const request = { params: { path: { promotion: promotion.id } }, body: { binding, comment } };
      return ask(
        verb === "approve"
          ? client.POST("/api/v1/promotions/{promotion}/approve", request)
          : client.POST("/api/v1/promotions/{promotion}/reject", request),
      );
    },
    onSettled: async () => {
      setAsking(undefined);
      await cache.invalidateQueries({ queryKey: ["journey"] });
    },
  });
  const refused = lost ?? reason(detail);
  const approvals = promotion.approvals ?? [];
  const given = detail.voting?.counted.length ?? approvals.filter((one) => one.vote === "approve" && !one.void).length;
  const required = promotion.approvalsRequired ?? 1;
  const mark = useMark(given, approvals.length);

  return (
    <aside className="card panel vote" aria-label="Approval">
      <header>
        <h2>Approval</h2>
        <span className={`push ${mark}`}>
          {given} of {counted(required, "vote")}
        </span>
      </header>
      <div className="body stack">
        <Rules voting={detail.voting} />
        <Votes approvals={approvals} uncounted={detail.voting?.uncounted ?? []} />
        <p className="meta">
          {detail.release.author.name} pushed this. {detail.mayVote ? "You may vote." : null}
        </p>
        <div className="line wrap">
          <Action look="primary" refused={refused} silent busy={vote.isPending} onPress={() => setAsking("approve")}>
            Approve…
          </Action>
          <Action look="danger" refused={refused} silent busy={vote.isPending} onPress={() => setAsking("reject")}>
            Reject…
          </Action>
        </div>
        {refused !== undefined && <Note tone={lost ? "degraded" : "waiting"}>{sentence(refused)}</Note>}
        {vote.error && <ErrorNote error={vote.error} />}
        {vote.isSuccess && <Note tone="healthy">Your vote is recorded.</Note>}
        <BreakGlass detail={detail} />
        {binding && (
          <p className="meta">
            A vote is bound to this release, its digests, the diff <Sha value={binding.diff} /> and the environment's
            configuration. If any of it changes, the vote is void.
          </p>
        )}
      </div>
      {asking && (
        <Ballot
          detail={detail}
          verb={asking}
          busy={vote.isPending}
          refused={refused}
          onCancel={() => setAsking(undefined)}
          onVote={(comment) => vote.mutate({ verb: asking, comment })}
        />
      )}
    </aside>
  );
}

/** Why the reader can't vote, when that is so. */
function reason({ binding, diff, mayVote, mayNotBecause }: Detail): string | undefined {
  if (!mayVote) {
    return mayNotBecause ?? "You may not vote on this.";
  }
  if (!binding || !diff) {
    return "There is no diff to vote on at this moment; it is being rendered.";
  }
  return binding.diff === diff.id ? undefined : "What would be applied has changed; it is being rendered again.";
}

/** Who has to agree: in all, of each rule, and until when. */
function Rules({ voting }: { voting: Detail["voting"] }) {
  if (!voting?.from) {
    return null;
  }
  return (
    <>
      <ul className="rules">
        <Rule from={voting.from} required={voting.required ?? 1} counted={voting.counted} />
        {voting.rules.map((one) => (
          <Rule key={one.from} {...one} />
        ))}
      </ul>
      {voting.expires && (
        <p className="meta">
          Voting ends <Until at={voting.expires} />.
        </p>
      )}
    </>
  );
}

function Rule({ from, required, counted: names }: { from: string; required: number; counted: string[] }) {
  const enough = names.length >= required;
  return (
    <li>
      <Mark tone={enough ? "healthy" : "waiting"} />
      <span>
        {names.length} of {required} by <span className="mono">{from}</span>
        {names.length > 0 && <span className="meta">: {names.join(", ")}</span>}
      </span>
    </li>
  );
}

function Votes({ approvals, uncounted }: { approvals: Schemas["Approval"][]; uncounted: Schemas["Voting"]["uncounted"] }) {
  const because = (vote: Schemas["Approval"]) =>
    uncounted.find((one) => one.by === vote.by && one.at === vote.at)?.because ??
    (vote.void ? `${vote.because ?? "what would be applied"} changed since.` : undefined);
  if (approvals.length === 0) {
    return <p className="meta">Nobody has voted yet.</p>;
  }
  return (
    <ul className="votes">
      {approvals.map((one) => (
        <li key={`${one.by}${one.at}`}>
          <span className="line wrap">
            <Status tone={because(one) ? "unknown" : one.vote === "approve" ? "healthy" : "degraded"} word={one.by} />
            <span className="meta">
              {because(one) ? "void" : one.vote === "approve" ? "approved" : "rejected"}{" "}
              <Ago at={one.at} suffix />
            </span>
          </span>
          {because(one) && <p className="said meta">{sentence(because(one) ?? "")}</p>}
          {one.comment && <p className="said">{one.comment}</p>}
        </li>
      ))}
    </ul>
  );
}
