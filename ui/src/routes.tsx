import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from "@tanstack/react-router";
import { Broken } from "./frame/Broken";
import { Frame } from "./frame/Frame";
import { Home } from "./pages/home/Home";
import { readNarrowing } from "./pages/home/narrowing";
import { Empty } from "./parts/Notes";

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere });

function NotHere() {
  return (
    <section className="card">
      <Empty title="There is no such page.">
        <Link className="button" to="/">
          Go home
        </Link>
      </Empty>
    </section>
  );
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: readNarrowing,
  component: Home,
});

const pipelines = createRoute({
  getParentRoute: () => root,
  path: "/pipelines",
  component: lazyRouteComponent(() => import("./pages/pipeline/Pipelines"), "Pipelines"),
});

const pipeline = createRoute({
  getParentRoute: () => root,
  path: "/pipelines/$project",
  validateSearch: (search): { node?: string } => (typeof search.node === "string" ? { node: search.node } : {}),
  component: lazyRouteComponent(() => import("./pages/pipeline/Pipeline"), "Pipeline"),
});

const release = createRoute({
  getParentRoute: () => root,
  path: "/releases/$release",
  component: lazyRouteComponent(() => import("./pages/release/Release"), "Release"),
});

const promotion = createRoute({
  getParentRoute: () => root,
  path: "/promotions/$promotion",
  component: lazyRouteComponent(() => import("./pages/promotion/Promotion"), "Promotion"),
});

const applications = createRoute({
  getParentRoute: () => root,
  path: "/applications",
  validateSearch: (search): { filter?: string } => (typeof search.filter === "string" ? { filter: search.filter } : {}),
  component: lazyRouteComponent(() => import("./pages/application/Applications"), "Applications"),
});

const application = createRoute({
  getParentRoute: () => root,
  path: "/applications/{-$namespace}/$application",
  validateSearch: (search): { tab?: string; resource?: string; part?: string } => ({
    ...(typeof search.tab === "string" ? { tab: search.tab } : {}),
    ...(typeof search.resource === "string" ? { resource: search.resource } : {}),
    ...(typeof search.part === "string" ? { part: search.part } : {}),
  }),
  component: lazyRouteComponent(() => import("./pages/application/Application"), "Application"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: (search): { before?: number } => (typeof search.before === "number" ? { before: search.before } : {}),
  component: lazyRouteComponent(() => import("./pages/audit/Audit"), "Audit"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, pipelines, pipeline, release, promotion, applications, application, audit]),
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
