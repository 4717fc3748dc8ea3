import { queryOptions } from "@tanstack/react-query";
import { placeOf } from "./applications";
import { ask, client } from "./client";

/** Every question the page asks, by its key; an event makes the ones it touches stale. */
export const queries = {
  who: () =>
    queryOptions({ queryKey: ["who"], queryFn: () => ask(client.GET("/api/v1/session/userinfo")), staleTime: 60_000 }),
  server: () => queryOptions({ queryKey: ["server"], queryFn: () => ask(client.GET("/api/v1/server")) }),
  home: () => queryOptions({ queryKey: ["journey", "home"], queryFn: () => ask(client.GET("/api/v1/home")) }),
  projects: () =>
    queryOptions({ queryKey: ["journey", "projects"], queryFn: () => ask(client.GET("/api/v1/projects")) }),
  lanes: (project: string) =>
    queryOptions({
      queryKey: ["journey", "lanes", project],
      queryFn: () => ask(client.GET("/api/v1/projects/{project}/lanes", { params: { path: { project } } })),
    }),
  releases: (project: string) =>
    queryOptions({
      queryKey: ["journey", "releases", project],
      queryFn: () => ask(client.GET("/api/v1/projects/{project}/releases", { params: { path: { project } } })),
    }),
  release: (release: string) =>
    queryOptions({
      queryKey: ["journey", "release", release],
      queryFn: () => ask(client.GET("/api/v1/releases/{release}", { params: { path: { release } } })),
    }),
  why: (release: string, environment: string) =>
    queryOptions({
      queryKey: ["journey", "why", release, environment],
      queryFn: () =>
        ask(
          client.GET("/api/v1/releases/{release}/why/{environment}", { params: { path: { release, environment } } }),
        ),
    }),
  rollback: (project: string, environment: string, to: string | undefined) =>
    queryOptions({
      queryKey: ["journey", "rollback", project, environment, to ?? ""],
      queryFn: () =>
        ask(
          client.GET("/api/v1/projects/{project}/environments/{environment}/rollback", {
            params: { path: { project, environment }, query: to ? { to } : {} },
          }),
        ),
    }),
  promotion: (promotion: string) =>
    queryOptions({
      queryKey: ["journey", "promotion", promotion],
      queryFn: () => ask(client.GET("/api/v1/promotions/{promotion}", { params: { path: { promotion } } })),
    }),
  applications: () =>
    queryOptions({ queryKey: ["applications"], queryFn: () => ask(client.GET("/api/v1/applications")) }),
  application: (application: string) =>
    queryOptions({
      queryKey: ["application", application, "resource"],
      queryFn: () => ask(client.GET("/api/v1/applications/{application}", { params: placeOf(application) })),
    }),
  tree: (application: string) =>
    queryOptions({
      queryKey: ["application", application, "tree"],
      queryFn: () =>
        ask(client.GET("/api/v1/applications/{application}/resource-tree", { params: placeOf(application) })),
    }),
  diff: (application: string) =>
    queryOptions({
      queryKey: ["application", application, "diff"],
      queryFn: () => ask(client.GET("/api/v1/applications/{application}/diff", { params: placeOf(application) })),
    }),
  applicationEvents: (application: string) =>
    queryOptions({
      queryKey: ["application", application, "events"],
      queryFn: () =>
        ask(client.GET("/api/v1/applications/{application}/events", { params: placeOf(application) })),
    }),
  events: (application: string, resource: { kind: string; name: string; namespace: string }) =>
    queryOptions({
      queryKey: ["application", application, "events", resource.kind, resource.namespace, resource.name],
      queryFn: () =>
        ask(
          client.GET("/api/v1/applications/{application}/events", {
            params: {
              ...placeOf(application),
              query: {
                ...placeOf(application).query,
                resourceKind: resource.kind,
                resourceName: resource.name,
                resourceNamespace: resource.namespace,
              },
            },
          }),
        ),
    }),
  manifest: (application: string, resource: { group: string; kind: string; namespace: string; name: string }) =>
    queryOptions({
      queryKey: ["application", application, "manifest", ...Object.values(resource)],
      queryFn: () =>
        ask(
          client.GET("/api/v1/applications/{application}/resource", {
            params: {
              ...placeOf(application),
              query: {
                ...placeOf(application).query,
                group: resource.group,
                kind: resource.kind,
                namespace: resource.namespace,
                resourceName: resource.name,
              },
            },
          }),
        ),
    }),
  verdict: () =>
    queryOptions({
      queryKey: ["journal", "verdict"],
      queryFn: () => ask(client.POST("/api/v1/journal/verify")),
      staleTime: Infinity,
    }),
  journal: (after: number) =>
    queryOptions({
      queryKey: ["journal", "rows", after],
      queryFn: () => ask(client.GET("/api/v1/journal", { params: { query: { after, limit: 200 } } })),
      staleTime: Infinity,
    }),
};
