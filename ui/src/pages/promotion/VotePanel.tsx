import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client, type Schemas } from "../../api/client";
import { useConnection } from "../../frame/ConnectionBanner";
import { ErrorNote, Note } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";

type Detail = Schemas["PromotionDetail"];

/** The votes so far, and the reader's own; bound to what is on this page. */
export function VotePanel({ detail, author }: { detail: Detail; author: string }) {
  const { promotion, binding } = detail;
  const cache = useQueryClient();
  const { state } = useConnection();
  const [comment, setComment] = useState("");
  const vote = useMutation({
    mutationFn: (verb: "approve" | "reject") => {
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
    onSettled: () => cache.invalidateQueries({ queryKey: ["journey"] }),
  });
  const stale = binding !== undefined && detail.diff !== undefined && binding.diff !== detail.diff.id;
  const reason =
    state === "lost"
      ? "There is no connection to the server."
      : stale
        ? "The diff is being rendered again; it changed."
        : !detail.mayVote
          ? detail.mayNotBecause
          : undefined;
  const given = (promotion.approvals ?? []).filter((one) => one.vote === "approve" && !one.void).length;

  return (
    <aside className="card panel vote" aria-label="Approval">
      <header>
        <h2>Approval</h2>
        <span className="push">
          {given} of {promotion.approvalsRequired ?? 1}
        </span>
      </header>
      <div className="body stack">
        <ul className="votes">
          {(promotion.approvals ?? []).map((one) => (
            <li key={`${one.by}${one.at}`}>
              <Status tone={one.void ? "unknown" : one.vote === "approve" ? "healthy" : "degraded"} word={one.by} />
              <span className="meta">
                {one.void ? "void, it changed since" : one.vote === "approve" ? "approved" : "rejected"}{" "}
                <Ago at={one.at} /> ago
              </span>
              {one.comment && <p>{one.comment}</p>}
            </li>
          ))}
        </ul>
        <p className="meta">Written by {author}.</p>
        <div className="field">
          <label htmlFor="comment">Comment (needed to reject)</label>
          <textarea id="comment" rows={3} value={comment} onChange={(event) => setComment(event.target.value)} />
        </div>
        <div className="line wrap">
          <button
            type="button"
            className="button primary"
            disabled={reason !== undefined || vote.isPending}
            onClick={() => vote.mutate("approve")}
          >
            Approve
          </button>
          <button
            type="button"
            className="button danger"
            disabled={reason !== undefined || vote.isPending || comment.trim() === ""}
            onClick={() => vote.mutate("reject")}
          >
            Reject
          </button>
        </div>
        {reason && <Note tone="waiting">{reason}</Note>}
        {vote.error && <ErrorNote error={vote.error} />}
        {vote.isSuccess && <Note tone="healthy">Your vote is recorded.</Note>}
        {binding && (
          <p className="meta">
            Bound to the release, its digests and diff <Sha value={binding.diff} />. If any of it changes, the vote is
            void.
          </p>
        )}
      </div>
    </aside>
  );
}
