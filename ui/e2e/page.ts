import { test as plain } from "@playwright/test";
import { chromium } from "./chromium";
import { FixtureServer } from "./FixtureServer";

interface Doors {
  withChromium: undefined;
  server: FixtureServer;
  address: string;
}

/** A test against the built page over {@link FixtureServer}, which is fresh for each test. */
export const test = plain.extend<Doors>({
  withChromium: [
    // Playwright wants the pattern, also where nothing is taken from it.
    async ({}, use, info) => {
      info.skip(!chromium, "no Chromium on this machine: set OPENLUFFY_TEST_CHROMIUM");
      await use(undefined);
    },
    { auto: true },
  ],
  server: async ({ withChromium: _ }, use) => {
    const server = new FixtureServer();
    await use(server);
    await server.stop();
  },
  address: async ({ server }, use) => {
    await use(await server.start());
  },
});

export { desktop, narrow, phone } from "./sizes";

export const places = {
  home: "/",
  pipeline: "/pipelines/openluffy",
  "pipeline-node": "/pipelines/openluffy?node=main%2Fapproval%3Aprod",
  release: "/releases/main-9f8e7d6",
  "promotion-approval": "/promotions/p-40",
  applications: "/applications",
  "application-tree": "/applications/openluffy-prod",
  "application-diff": "/applications/openluffy-prod?tab=diff",
  "application-resources": "/applications/openluffy-prod?tab=resources",
  "application-events": "/applications/openluffy-prod?tab=events",
  "application-logs": "/applications/openluffy-prod?tab=logs",
  history: "/applications/openluffy-prod?tab=history",
  audit: "/audit",
} as const;
