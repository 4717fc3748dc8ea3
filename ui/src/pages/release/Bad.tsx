import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask, client, type Schemas } from "../../api/client";
import { Action } from "../../parts/Action";
import { Confirm } from "../../parts/Confirm";
import { ErrorNote, Note } from "../../parts/Notes";
import { Ago } from "../../parts/Times";
import { useRefusal } from "../../parts/useRefusal";

type Release = Schemas["Release"];

function useAsking(release: Release, marks: boolean, afterwards: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => {
      const params = { path: { release: release.id } };
      return marks
        ? ask(client.PUT("/api/v1/releases/{release}/bad", { params, body: { reason } }))
        : ask(client.DELETE("/api/v1/releases/{release}/bad", { params }));
    },
    onSuccess: afterwards,
    onSettled: () => cache.invalidateQueries({ queryKey: ["journey"] }),
  });
}

/** The mark that a release is bad, loud, with what takes it off; and what can't be taken back. */
export function Bad({ release }: { release: Release }) {
  const refused = useRefusal("developer", "approver");
  const unmark = useAsking(release, false, () => undefined);
  const { bad } = release;
  return (
    <>
      {bad && (
        <Note tone="degraded">
          <p>
            <strong>Marked as bad by {bad.by}</strong> <Ago at={bad.at} suffix />: {bad.reason}
          </p>
          <p className="meta">It is promoted nowhere, and no environment is taken back to it.</p>
          {bad.release === release.id ? (
            <Action refused={refused} busy={unmark.isPending} onPress={() => unmark.mutate("")}>
              Take the mark off
            </Action>
          ) : (
            <p>
              The mark is on{" "}
              <Link to="/releases/$release" params={{ release: bad.release }}>
                {bad.release}
              </Link>
              , which has the same content.
            </p>
          )}
          {unmark.error && <ErrorNote error={unmark.error} />}
        </Note>
      )}
      {release.irreversible && (
        <Note tone="waiting">
          It can&apos;t be taken back: {release.irreversible} A rollback over it takes an approver and a reason.
        </Note>
      )}
    </>
  );
}

/** The button that marks it. */
export function MarkBad({ release }: { release: Release }) {
  const refused = useRefusal("developer");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const mark = useAsking(release, true, () => setAsking(false));
  if (release.bad) {
    return null;
  }
  return (
    <>
      <Action look="danger" refused={refused} silent onPress={() => setAsking(true)}>
        Mark as bad…
      </Action>
      {asking && (
        <Confirm
          title={`Mark ${release.tag} as bad`}
          verb="Mark as bad"
          danger
          refused={reason.trim() === "" ? "Say what is wrong with it." : refused}
          busy={mark.isPending}
          onCancel={() => setAsking(false)}
          onConfirm={() => mark.mutate(reason)}
        >
          <div className="stack">
            <p>
              <code>{release.tag}</code>, and every release with the same content, is promoted nowhere any more and not offered
              for a rollback. What runs it goes on running it.
            </p>
            <label className="stack tight">
              <span className="meta">What is wrong with it?</span>
              <textarea className="input" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
            </label>
            {mark.error && <ErrorNote error={mark.error} />}
          </div>
        </Confirm>
      )}
    </>
  );
}
