import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client, type Schemas } from "../../api/client";
import { Action } from "../../parts/Action";
import { Confirm } from "../../parts/Confirm";
import { ErrorNote } from "../../parts/Notes";
import { counted } from "../../parts/words";

type Detail = Schemas["PromotionDetail"];

/** The way in without the votes: a reason, somebody else who confirms, and everybody sees it. */
export function BreakGlass({ detail }: { detail: Detail }) {
  const { promotion, binding, voting } = detail;
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const call = useMutation({
    mutationFn: () =>
      ask(
        client.POST("/api/v1/promotions/{promotion}/emergency", {
          params: { path: { promotion: promotion.id } },
          body: { reason: reason.trim(), ...(binding ? { binding } : {}) },
        }),
      ),
    onSettled: async () => {
      setAsking(false);
      await cache.invalidateQueries({ queryKey: ["journey"] });
    },
  });
  const glass = voting?.glass;
  if (!glass?.mayBreak) {
    return null;
  }
  const open = promotion.emergency?.open === true;
  const verb = open ? "Confirm the emergency" : "Break glass";
  const missing = !open && reason.trim() === "" ? "Say what is broken and why it can't wait." : undefined;
  return (
    <>
      <div>
        <Action look="danger" silent busy={call.isPending} onPress={() => setAsking(true)}>
          {`${verb}…`}
        </Action>
      </div>
      {call.error && <ErrorNote error={call.error} />}
      {asking && (
        <Confirm
          title={`${verb}: ${promotion.tag} into ${promotion.environment}`}
          verb={verb}
          danger
          busy={call.isPending}
          refused={missing}
          onCancel={() => setAsking(false)}
          onConfirm={() => call.mutate()}
        >
          <p>
            <code>{promotion.tag}</code> goes to <strong>{promotion.environment}</strong> without the approvals it needs, as its
            diff is now. It takes {counted(glass.hands, "person", "people")} of {glass.from}. The reason stands in the audit
            trail, on this page and at the release.
          </p>
          {!open && (
            <div className="field">
              <label htmlFor="reason">Reason</label>
              <textarea id="reason" rows={2} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
            </div>
          )}
        </Confirm>
      )}
    </>
  );
}
