import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Frame } from "./frame/Frame";
import { Home } from "./pages/home/Home";

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere });

function NotHere() {
  return (
    <div className="empty">
      <p>There is no such page.</p>
      <a href="/">Go home</a>
    </div>
  );
}

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });

const pipelines = createRoute({
  getParentRoute: () => root,
  path: "/pipelines",
  component: lazyRouteComponent(() => import("./pages/pipeline/Pipelines"), "Pipelines"),
});

export const pipeline = createRoute({
  getParentRoute: () => root,
  path: "/pipelines/$project",
  validateSearch: (search): { node?: string } => (typeof search.node === "string" ? { node: search.node } : {}),
  component: lazyRouteComponent(() => import("./pages/pipeline/Pipeline"), "Pipeline"),
});

export const release = createRoute({
  getParentRoute: () => root,
  path: "/releases/$release",
  component: lazyRouteComponent(() => import("./pages/release/Release"), "Release"),
});

export const promotion = createRoute({
  getParentRoute: () => root,
  path: "/promotions/$promotion",
  component: lazyRouteComponent(() => import("./pages/promotion/Promotion"), "Promotion"),
});

const applications = createRoute({
  getParentRoute: () => root,
  path: "/applications",
  component: lazyRouteComponent(() => import("./pages/application/Applications"), "Applications"),
});

export const application = createRoute({
  getParentRoute: () => root,
  path: "/applications/$application",
  validateSearch: (search): { tab?: string; resource?: string } => ({
    ...(typeof search.tab === "string" ? { tab: search.tab } : {}),
    ...(typeof search.resource === "string" ? { resource: search.resource } : {}),
  }),
  component: lazyRouteComponent(() => import("./pages/application/Application"), "Application"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  component: lazyRouteComponent(() => import("./pages/audit/Audit"), "Audit"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, pipelines, pipeline, release, promotion, applications, application, audit]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
