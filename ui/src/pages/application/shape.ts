import type { Schemas } from "../../api/client";

/** The parts of Argo CD's Application that the page reads; the document leaves them open. */
export interface AppShape {
  metadata: { name: string; namespace: string; annotations?: Record<string, string> };
  spec: {
    project?: string;
    source?: { repoURL?: string; path?: string; targetRevision?: string };
    sources?: { repoURL?: string; path?: string; targetRevision?: string }[];
    destination?: { server?: string; name?: string; namespace?: string };
    syncPolicy?: { automated?: { enabled?: boolean; prune?: boolean; selfHeal?: boolean } };
  };
  status?: {
    sync?: { status?: Schemas["SyncStatus"]; revision?: string };
    health?: { status?: Schemas["Health"]; message?: string };
    reconciledAt?: string;
    conditions?: { type: string; message: string; lastTransitionTime?: string }[];
    operationState?: { phase: string; message?: string; startedAt?: string; finishedAt?: string };
    history?: {
      id: number;
      revision?: string;
      deployedAt?: string;
      initiatedBy?: { username?: string; automated?: boolean };
    }[];
    resources?: {
      group?: string;
      kind: string;
      namespace?: string;
      name: string;
      status?: Schemas["SyncStatus"];
      health?: { status?: Schemas["Health"]; message?: string };
    }[];
    summary?: { images?: string[] };
  };
}

export function shape(application: Schemas["Application"]): AppShape {
  return application as unknown as AppShape;
}

export function isManual(app: AppShape): boolean {
  const automated = app.spec.syncPolicy?.automated;
  return automated === undefined || automated.enabled === false;
}
