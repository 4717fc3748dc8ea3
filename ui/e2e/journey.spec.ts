import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { chromium } from "./chromium";
import { desktop } from "./sizes";

/** Somebody else pushes, waits for what is seen here, and says in the environment what to look for. */
const told = (name: string) => process.env[`OPENLUFFY_JOURNEY_${name}`] ?? "";

test.skip(!chromium, "no Chromium on this machine: set OPENLUFFY_TEST_CHROMIUM");

test("an approver sees a push come to prod, and lets it go on", async ({ page }) => {
  const tag = told("TAG");
  await page.setViewportSize(desktop);
  await page.goto(`${told("PAGE").replace(/\/$/, "")}/pipelines/openluffy`);
  await page.getByLabel("User name").fill(told("USER"));
  await page.getByLabel("Password").fill(told("PASSWORD"));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText(tag)).toHaveCount(0);
  await page.evaluate(() => document.documentElement.setAttribute("data-same-page", "yes"));
  writeFileSync(told("WATCHING"), "yes");

  await expect(page.getByText(tag).first()).toBeVisible({ timeout: 60_000 });
  const waiting = page.locator("a.station", { hasText: "Review" });
  await expect(waiting).toBeVisible({ timeout: 60_000 });
  await waiting.click();
  await page.getByRole("link", { name: "Review and vote" }).click();
  await expect(page.getByText(tag).first()).toBeVisible();
  await page.getByRole("button", { name: "Approve…" }).click();
  const ballot = page.getByRole("dialog", { name: `Approve ${tag} for prod` });
  await expect(ballot).toContainText("will change");
  await ballot.getByRole("button", { name: "Approve for prod" }).click();

  await expect(page.getByText("Arrived").first()).toBeVisible({ timeout: 60_000 });
  await page.goBack();
  const prod = page.locator("a.station.environment.done", { hasText: "prod" });
  await expect(prod.first()).toBeVisible();
  await expect(page.getByText(tag).first()).toBeVisible();
  expect(await page.locator("html").getAttribute("data-same-page"), "nobody reloaded it").toBe("yes");
});
