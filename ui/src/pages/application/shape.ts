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

/** What a rollback holds the application at. */
export interface Pinned {
  historyId?: number;
  revision?: string;
  by?: string;
  at?: string;
}

/** The pin that the server wrote; a text that is none of its own pins all the same. */
export function pinOf(app: AppShape): Pinned | undefined {
  const text = app.metadata.annotations?.["openluffy.io/pinned"];
  if (text === undefined) {
    return undefined;
  }
  try {
    const pin: unknown = JSON.parse(text);
    return typeof pin === "object" && pin !== null ? pin : {};
  } catch {
    return {};
  }
}

export function sourcesOf(app: AppShape): Source[] {
  return app.spec.sources ?? (app.spec.source ? [app.spec.source] : []);
}
