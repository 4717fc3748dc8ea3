import type { Schemas } from "../../api/client";
import { factWords } from "../../parts/words";

/** The parts of a promotion's events that say more than their names. */
interface Event {
  waiting?: { message?: string } | null;
  problem?: { message?: string };
  approval?: { vote?: string; comment?: string };
  why?: string;
  message?: string;
  reason?: string;
  comment?: string;
  to?: string;
}

/** What a row of the journal tells of a promotion: a few words, and what it was about. */
export function told({ what, details }: Pick<Schemas["JournalEntry"], "what" | "details">): { title: string; more: string } {
  const event = ((details as { event?: Event } | undefined)?.event ?? {}) as Event;
  if (what === "promotion.wait-changed") {
    return { title: event.waiting ? "Waits" : "Goes on", more: event.waiting?.message ?? "" };
  }
  if (event.approval) {
    const { vote = "", comment = "" } = event.approval;
    return { title: vote.toLowerCase() === "reject" ? "Voted against it" : "Voted for it", more: comment };
  }
  if (what === "promotion.glass-broken") {
    return { title: "EMERGENCY: broke the glass", more: event.reason ?? "" };
  }
  if (what === "promotion.emergency-used") {
    return { title: "EMERGENCY: let in without the approvals it needs", more: event.reason ?? "" };
  }
  const more = event.problem?.message ?? event.why ?? event.message ?? event.comment ?? event.reason ?? (event.to ? `to ${event.to}` : "");
  return { title: factWords(what), more };
}
