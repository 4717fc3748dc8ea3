import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client, type Schemas } from "../../api/client";
import { Action } from "../../parts/Action";
import { ErrorNote, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { useMark } from "../../parts/useMark";
import { useRefusal } from "../../parts/useRefusal";
import { counted, sentence } from "../../parts/words";
import { Ballot, type Verb } from "./Ballot";

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
  const given = approvals.filter((one) => one.vote === "approve" && !one.void).length;
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
        <Votes approvals={approvals} />
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
        {binding && (
          <p className="meta">
            A vote is bound to this release, its digests and the diff <Sha value={binding.diff} />. If any of it changes,
            the vote is void.
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

function Votes({ approvals }: { approvals: Schemas["Approval"][] }) {
  if (approvals.length === 0) {
    return <p className="meta">Nobody has voted yet.</p>;
  }
  return (
    <ul className="votes">
      {approvals.map((one) => (
        <li key={`${one.by}${one.at}`}>
          <span className="line wrap">
            <Status tone={one.void ? "unknown" : one.vote === "approve" ? "healthy" : "degraded"} word={one.by} />
            <span className="meta">
              {one.void ? "void, it changed since" : one.vote === "approve" ? "approved" : "rejected"}{" "}
              <Ago at={one.at} suffix />
            </span>
          </span>
          {one.comment && <p className="said">{one.comment}</p>}
        </li>
      ))}
    </ul>
  );
}
