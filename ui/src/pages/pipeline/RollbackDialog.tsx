import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client, type Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Confirm } from "../../parts/Confirm";
import { DiffView } from "../../parts/DiffView";
import { ErrorNote, Loading, Note } from "../../parts/Notes";
import "./rollback.css";

type Preview = Schemas["RollbackPreview"];
type Candidate = Schemas["RollbackCandidate"];

/** Where it can go back to, what that changes, and what speaks against it. */
export function RollbackDialog({
  project,
  environment,
  refused,
  onSaid,
  onClose,
}: {
  project: string;
  environment: string;
  refused: string | undefined;
  onSaid: (said: string) => void;
  onClose: () => void;
}) {
  const cache = useQueryClient();
  const [to, setTo] = useState<string>();
  const [pin, setPin] = useState(false);
  const [reason, setReason] = useState("");
  const found = useQuery(queries.rollback(project, environment, to));
  const preview = found.data;
  const forced = preview?.irreversible !== undefined;
  const rollback = useMutation({
    mutationFn: () =>
      ask(
        client.POST("/api/v1/projects/{project}/environments/{environment}/rollback", {
          params: { path: { project, environment } },
          body: { ...(to ? { to } : {}), alsoInGit: !pin, force: forced, ...(forced ? { reason } : {}) },
        }),
      ),
    onSuccess: (answer) => {
      onSaid(answer.message);
      onClose();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ["journey"] }),
  });
  return (
    <Confirm
      title={`Roll ${environment} of ${project} back`}
      verb={forced ? `Force ${environment} back` : `Roll ${environment} back`}
      danger
      refused={refused ?? refusalOf(preview, reason)}
      busy={rollback.isPending}
      onCancel={onClose}
      onConfirm={() => rollback.mutate()}
    >
      <div className="stack rollback">
        {found.error && <ErrorNote error={found.error} />}
        {found.isPending && <Loading />}
        {preview && (
          <>
            <Target preview={preview} to={to} onChoose={setTo} />
            <What preview={preview} pin={pin} />
            <label className="line">
              <input type="checkbox" checked={pin} onChange={(event) => setPin(event.target.checked)} />
              Leave git as it is, and only pin the Application
            </label>
            {forced && <Force irreversible={preview.irreversible ?? ""} reason={reason} onReason={setReason} />}
            {preview.diff && <DiffView diff={preview.diff} />}
            {preview.noDiff && <Note tone="unknown">{preview.noDiff.message}</Note>}
          </>
        )}
        {rollback.error && <ErrorNote error={rollback.error} />}
      </div>
    </Confirm>
  );
}

/** Why the button can't be pressed, or nothing. */
function refusalOf(preview: Preview | undefined, reason: string): string | undefined {
  if (!preview) {
    return "What it changes is being looked up.";
  }
  if (!preview.mayRollBack) {
    return preview.mayNotBecause ?? "You may not roll it back.";
  }
  if (preview.refusal) {
    return preview.refusal.message;
  }
  if (preview.irreversible && !preview.mayForce) {
    return "It can't be taken back; only an approver may force it.";
  }
  return preview.irreversible && reason.trim() === "" ? "Say why it is right to go back all the same." : undefined;
}

function Target({ preview, to, onChoose }: { preview: Preview; to: string | undefined; onChoose: (to?: string) => void }) {
  const offered = preview.candidates.filter((one) => !one.present);
  return (
    <label className="stack tight">
      <span className="meta">Back to</span>
      <select className="input" value={to ?? ""} onChange={(event) => onChoose(event.target.value || undefined)}>
        <option value="">The last good release</option>
        {offered.map((one) => (
          <option key={one.release} value={one.release} disabled={one.refusal !== undefined}>
            {described(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function described(one: Candidate): string {
  const at = new Date(one.arrivedAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const remark = one.bad ? ", bad" : one.refusal ? ", gone" : one.irreversible ? ", by force only" : one.lastGood ? ", last good" : "";
  return `${one.tag}, arrived ${at}${remark}`;
}

function What({ preview, pin }: { preview: Preview; pin: boolean }) {
  if (preview.refusal) {
    return <Note tone="waiting">{preview.refusal.message}</Note>;
  }
  return (
    <p>
      1 environment changes: <strong>{preview.environment}</strong> goes from{" "}
      <code>{preview.from?.tag ?? "what runs"}</code> back to <code>{preview.toInWords}</code>
      {preview.clusterFirst ? ": the cluster at once" : ": by a commit in git"}
      {pin
        ? "; it stays pinned there until somebody takes that off."
        : preview.clusterFirst
          ? ", then a commit in git says so, too."
          : "."}
    </p>
  );
}

function Force({ irreversible, reason, onReason }: { irreversible: string; reason: string; onReason: (text: string) => void }) {
  return (
    <>
      <Note tone="degraded">
        <strong>{irreversible}</strong>
      </Note>
      <label className="stack tight">
        <span className="meta">Why go back all the same?</span>
        <textarea className="input" rows={2} value={reason} onChange={(event) => onReason(event.target.value)} />
      </label>
    </>
  );
}
