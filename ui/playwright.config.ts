import { defineConfig } from "@playwright/test";
import { chromium } from "./e2e/chromium";

const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

export default defineConfig({
  testDir: "e2e",
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
