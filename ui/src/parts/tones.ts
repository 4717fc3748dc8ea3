import type { Schemas } from "../api/client";
import type { Tone } from "./Status";

export function ofHealth(health: Schemas["Health"] | undefined): Tone {
  switch (health) {
    case "Healthy":
      return "healthy";
    case "Progressing":
      return "progressing";
    case "Degraded":
      return "degraded";
    case "Suspended":
      return "suspended";
    case "Missing":
    case "Unknown":
    case undefined:
      return "unknown";
  }
}

export function ofSync(sync: Schemas["SyncStatus"] | undefined): Tone {
  switch (sync) {
    case "Synced":
      return "healthy";
    case "OutOfSync":
      return "waiting";
    case "Unknown":
    case undefined:
      return "unknown";
  }
}

export function ofPromotion(state: Schemas["PromotionState"]): Tone {
  switch (state) {
    case "Arrived":
      return "healthy";
    case "Writing":
    case "Syncing":
    case "Soaking":
      return "progressing";
    case "Queued":
    case "AwaitingApproval":
      return "waiting";
    case "Failed":
    case "Rejected":
    case "Expired":
      return "degraded";
    case "Superseded":
    case "RolledBack":
      return "unknown";
  }
}

export function ofRelease(state: Schemas["ReleaseState"]): Tone {
  switch (state) {
    case "Ready":
      return "healthy";
    case "Accepted":
    case "Building":
      return "progressing";
    case "Failed":
      return "degraded";
    case "Superseded":
    case "Skipped":
      return "unknown";
  }
}

export function ofNode(status: Schemas["LaneNode"]["status"]): Tone {
  switch (status) {
    case "done":
      return "healthy";
    case "running":
      return "progressing";
    case "waiting":
      return "waiting";
    case "failed":
      return "degraded";
    case "idle":
    case "superseded":
      return "unknown";
  }
}

/** Words for states whose names are for machines. */
export const promotionWords: Record<Schemas["PromotionState"], string> = {
  Queued: "Queued",
  Writing: "Writing values",
  AwaitingApproval: "Waiting for approval",
  Syncing: "Syncing",
  Soaking: "Soaking",
  Arrived: "Arrived",
  Failed: "Failed",
  Rejected: "Rejected",
  Expired: "Not approved in time",
  Superseded: "Superseded",
  RolledBack: "Rolled back",
};
