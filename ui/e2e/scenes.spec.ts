import type { Page } from "@playwright/test";
import type { FixtureServer } from "./FixtureServer";
import { desktop, phone, test } from "./page";

const folder = process.env["OPENLUFFY_PICTURES"] ?? "";
const only = process.env["OPENLUFFY_PICTURES_OF"];

interface Scene {
  path: string;
  set?: (server: FixtureServer) => void;
  play?: (page: Page, server: FixtureServer) => Promise<void>;
}

const crowded = (server: FixtureServer) => {
  server.world.size = "crowded";
};
const empty = (server: FixtureServer) => {
  server.world.size = "empty";
};
const production = "/applications/openluffy-prod";

/** What is seen only at some times: crowds, dialogs, panels, nothing at all, and trouble. */
const scenes: Record<string, Scene> = {
  "scene-signin": { path: "/", set: (server) => (server.world.signedIn = false) },
  "scene-crowded-home": { path: "/", set: crowded },
  "scene-crowded-tree": { path: production, set: crowded },
  "scene-crowded-diff": { path: `${production}?tab=diff`, set: crowded },
  "scene-crowded-log": { path: `${production}?tab=logs`, set: crowded },
  "scene-empty-home": { path: "/", set: empty },
  "scene-empty-tree": { path: production, set: empty },
  "scene-object": { path: `${production}?resource=apps%2FDeployment%2Fopenluffy-prod%2Fbackend` },
  "scene-node-running": { path: "/pipelines/openluffy?node=develop%2Fenvironment%3Adev" },
  "scene-failed-release": { path: "/releases/develop-0bad0ff" },
  "scene-not-allowed": { path: "/promotions/p-40", set: (server) => (server.world.mayVote = false) },
  "scene-missing": { path: "/releases/nothing" },
  "scene-ballot": {
    path: "/promotions/p-40",
    play: (page) => page.getByRole("button", { name: "Approve…" }).click(),
  },
  "scene-palette": { path: "/", play: (page) => page.keyboard.press("Control+k") },
  "scene-keys": { path: "/", play: (page) => page.keyboard.press("?") },
  "scene-lost": { path: "/promotions/p-40", play: (_, server) => server.stop() },
};

for (const [name, scene] of Object.entries(scenes)) {
  test(`picture of ${name}`, async ({ page, address, server }) => {
    test.skip(only !== undefined && !name.includes(only), "another picture was asked for");
    scene.set?.(server);
    for (const [size, viewport, theme] of [["wide", desktop, "light"], ["phone", phone, "dark"]] as const) {
      await server.stop();
      await server.start();
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      await page.goto(address + scene.path);
      await page.waitForTimeout(1200);
      await scene.play?.(page, server);
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${folder}/${name}-${size}.png` });
    }
  });
}
