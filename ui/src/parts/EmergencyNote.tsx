import type { Schemas } from "../api/client";
import { Note } from "./Notes";
import { Ago, Until } from "./Times";

/** That somebody broke the glass: loud, wherever the promotion is shown. */
export function EmergencyNote({ emergency }: { emergency: Schemas["Emergency"] }) {
  const { reason, by, since, until, used, open, inForce, needed } = emergency;
  return (
    <Note tone="degraded">
      <p>
        <strong>Emergency: {reason}</strong>
      </p>
      <p className="meta">
        {by.join(" and ")} broke the glass <Ago at={since} suffix />
        {used && (
          <>
            ; it was let in without the approvals it needs <Ago at={used} suffix />
          </>
        )}
        {!used && !open && "; nothing came in by it, and its time is over"}
        {!used && open && !inForce && `; ${by.length} of ${needed} people so far`}
        {!used && open && (
          <>
            ; it ends <Until at={until} />
          </>
        )}
        .
      </p>
    </Note>
  );
}
