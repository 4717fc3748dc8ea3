import { defineConfig } from "@playwright/test";
import { chromium } from "./e2e/chromium";

const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

/** Pictures are taken when asked for; the smoke and the journey of a real server when there is one. */
const asked = [
  ...(process.env["OPENLUFFY_PICTURES"] ? [] : ["**/pictures.spec.ts", "**/scenes.spec.ts"]),
  ...(process.env["OPENLUFFY_TEST_PAGE"] ? [] : ["**/server.spec.ts"]),
  ...(process.env["OPENLUFFY_JOURNEY_PAGE"] ? [] : ["**/journey.spec.ts"]),
];

export default defineConfig({
  testDir: "e2e",
  testIgnore: asked,
  outputDir: "target/e2e/results",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["junit", { outputFile: "target/e2e/TEST-page.xml" }]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "off",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-sync", ...quiet],
    },
  },
});
