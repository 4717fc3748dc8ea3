import type { Schemas } from "../../api/client";

/** Where the manifests of an application come from. */
export interface Source {
  repoURL?: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  helm?: {
    releaseName?: string;
    valueFiles?: string[];
    values?: string;
    valuesObject?: Record<string, unknown>;
    parameters?: { name: string; value?: string; forceString?: boolean }[];
    fileParameters?: { name: string; path?: string }[];
  };
  kustomize?: Record<string, unknown>;
  directory?: Record<string, unknown>;
}

/** The parts of Argo CD's Application that the page reads; the document leaves them open. */
export interface AppShape {
  metadata: { name: string; namespace: string; annotations?: Record<string, string> };
  spec: {
    project?: string;
    source?: Source;
    sources?: Source[];
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
      deployStartedAt?: string;
      initiatedBy?: { username?: string; automated?: boolean };
      source?: Source;
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

/** The entry of the history that a rollback holds the application at. */
export function pinnedTo(app: AppShape): string | undefined {
  return app.metadata.annotations?.["openluffy.io/pinned"];
}

export function sourcesOf(app: AppShape): Source[] {
  return app.spec.sources ?? (app.spec.source ? [app.spec.source] : []);
}
