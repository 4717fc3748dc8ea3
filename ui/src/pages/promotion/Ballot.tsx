import { useState } from "react";
import type { Schemas } from "../../api/client";
import { Confirm } from "../../parts/Confirm";
import { tally } from "../../parts/DiffView";
import { counted } from "../../parts/words";
import { authors } from "./Evidence";

export type Verb = "approve" | "reject";

/** Asks once more, with the names and the numbers of what is voted on. */
export function Ballot({
  detail,
  verb,
  busy,
  refused,
  onCancel,
  onVote,
}: {
  detail: Schemas["PromotionDetail"];
  verb: Verb;
  busy: boolean;
  refused: string | undefined;
  onCancel: () => void;
  onVote: (comment: string) => void;
}) {
  const [comment, setComment] = useState("");
  const { promotion, diff } = detail;
  const changed = diff?.resources.filter((one) => one.change !== "none") ?? [];
  const approving = verb === "approve";
  const missing = !approving && comment.trim() === "" ? "Say why: the author reads it." : undefined;
  return (
    <Confirm
      title={`${approving ? "Approve" : "Reject"} ${promotion.tag} for ${promotion.environment}`}
      verb={approving ? `Approve for ${promotion.environment}` : "Reject"}
      danger={!approving}
      busy={busy}
      refused={refused ?? missing}
      onCancel={onCancel}
      onConfirm={() => onVote(comment.trim())}
    >
      {approving ? (
        <p>
          {counted(changed.length, "resource")} of <strong>{promotion.environment}</strong>
          {changed.length > 0 ? ` will change: ${tally(changed)}` : " change"}. It brings{" "}
          {counted(detail.commits?.length ?? 0, "commit")}
          {authors(detail) && ` by ${authors(detail)}`}.
        </p>
      ) : (
        <p>
          <code>{promotion.tag}</code> does not go to <strong>{promotion.environment}</strong>; nothing there changes. Its
          author can push again.
        </p>
      )}
      {approving && (
        <ul className="changes">
          {changed.slice(0, 8).map((one) => (
            <li key={one.kind + one.namespace + one.name} className="truncate">
              <span className="meta">{one.kind}</span> <span className="mono">{one.name}</span>
            </li>
          ))}
          {changed.length > 8 && <li className="meta">and {changed.length - 8} more</li>}
        </ul>
      )}
      <div className="field">
        <label htmlFor="comment">{approving ? "Comment (if you like)" : "Why"}</label>
        <textarea id="comment" rows={2} autoFocus value={comment} onChange={(event) => setComment(event.target.value)} />
      </div>
    </Confirm>
  );
}
