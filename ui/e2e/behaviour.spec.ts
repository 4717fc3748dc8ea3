import { expect } from "@playwright/test";
import { releases } from "../src/testing/fixtures/journey";
import { lanes } from "../src/testing/fixtures/lanes";
import { rollbackPreview } from "../src/testing/fixtures/rollback";
import { accessible, nothingOverflows } from "./accessible";
import { desktop, phone, test } from "./page";

test.use({ viewport: desktop });

test("a promotion is approved with the keyboard alone", async ({ page, address, server }) => {
  await page.goto(address);
  await expect(page.getByText("waits for your approval")).toBeVisible();
  const review = page.getByRole("link", { name: "Review" });
  for (let i = 0; i < 20 && !(await review.evaluate((one) => one === document.activeElement)); i++) {
    await page.keyboard.press("j");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Approval" })).toBeVisible();

  const approve = page.getByRole("button", { name: "Approve…" });
  for (let i = 0; i < 60 && !(await approve.evaluate((one) => one === document.activeElement)); i++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Approve main-9f8e7d6 for prod" });
  await expect(dialog).toContainText("4 resources of prod will change: 3 changed, 1 created");
  await accessible(page);
  await page.keyboard.type("Read it line by line.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(page.getByText("Your vote is recorded.")).toBeVisible();
  await expect(page.getByText("2 of 2 votes")).toBeVisible();
  expect(server.world.votes).toMatchObject([
    { verb: "approve", body: { comment: "Read it line by line.", binding: { release: "main-9f8e7d6" } } },
  ]);
});

test("a dialog closes with escape and gives the focus back", async ({ page, address }) => {
  await page.goto(`${address}/promotions/p-40`);
  const reject = page.getByRole("button", { name: "Reject…" });
  await reject.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Reject" })).toHaveAttribute("aria-disabled", "true");
  await expect(dialog).toContainText("Say why: the author reads it.");

  await page.keyboard.press("Escape");

  await expect(dialog).toBeHidden();
  await expect(reject).toBeFocused();
});

test("breaking the glass takes a reason, and everybody sees it", async ({ page, address, server }) => {
  await page.goto(`${address}/promotions/p-40`);
  await expect(page.getByText("0 of 1 by group:security")).toBeVisible();
  await page.getByRole("button", { name: "Break glass…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Break glass" })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Reason").fill("The shop is down.");
  await dialog.getByRole("button", { name: "Break glass" }).click();

  await expect(page.getByText("Emergency: The shop is down.")).toBeVisible();
  await expect(page.getByText("1 of 2 people so far")).toBeVisible();
  await expect(page.getByRole("button", { name: /glass|emergency/ })).toHaveCount(0);
  expect(server.world.glass).toEqual(["The shop is down."]);
});

test("somebody else confirms an emergency without a reason of their own", async ({ page, address, server }) => {
  server.world.glass = ["The shop is down."];
  server.world.confirms = true;
  await page.goto(`${address}/promotions/p-40`);
  await page.getByRole("button", { name: "Confirm the emergency…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Confirm the emergency" }).click();

  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(server.world.glass).toEqual(["The shop is down.", ""]);
});

test("who may not vote reads why", async ({ page, address, server }) => {
  server.world.mayVote = false;
  await page.goto(`${address}/promotions/p-40`);

  await expect(page.getByText("authors do not approve their own changes")).toBeVisible();
  await page.getByRole("button", { name: "Approve…" }).click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(server.world.votes).toEqual([]);
});

test("an event changes the page in place and marks it", async ({ page, address, server }) => {
  await page.goto(`${address}/promotions/p-40`);
  await expect(page.getByText("1 of 2 votes")).toBeVisible();

  server.world.votes.push({ verb: "approve", body: { binding: { release: "", diff: "", digests: [] } } });
  server.happened("promotion.approved", "promotion/p-40");

  await expect(page.getByText("2 of 2 votes")).toBeVisible();
  await expect(page.locator(".changed", { hasText: "2 of 2 votes" })).toBeVisible();
  await expect(page.locator(".changed")).toHaveCount(0);
});

test("an event asks only for what it touches", async ({ page, address, server }) => {
  await page.goto(`${address}/applications/openluffy-dev?tab=resources`);
  await expect(page.getByText("4 resources")).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  server.world.requests = [];

  server.applicationChanged("openluffy-prod");
  server.applicationChanged("openluffy-dev");

  await expect.poll(() => server.world.requests).toContain("GET /api/v1/applications/openluffy-dev");
  expect(server.world.requests.some((one) => one.includes("openluffy-prod"))).toBe(false);
});

test("a lost connection disarms at once, and nothing is missed when it is back", async ({ page, address, server }) => {
  await page.goto(`${address}/promotions/p-40`);
  await expect(page.getByText("1 of 2 votes")).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();

  await server.stop();
  await expect(page.getByText("No connection to the server.", { exact: true })).toBeVisible({ timeout: 2000 });
  await expect(page.getByRole("button", { name: "Approve…" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Approve…" }).click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);

  server.world.votes.push({ verb: "approve", body: { binding: { release: "", diff: "", digests: [] } } });
  server.world.happened("promotion.approved", "promotion/p-40");
  await server.start();

  await expect(page.getByText("2 of 2 votes")).toBeVisible();
  await expect(page.getByText("No connection to the server.", { exact: true })).toBeHidden();
});

test("a session that ended leads to the sign-in, and back to the same place", async ({ page, address, server }) => {
  const place = "/pipelines/openluffy?node=main%2Fapproval%3Aprod";
  await page.goto(address + place);
  await expect(page.getByText("Why not in prod?")).toBeVisible();

  server.world.signedIn = false;
  server.happened("release.ready", "release/main-9f8e7d6");
  await expect(page.getByRole("heading", { name: "Sign in to OpenLuffy" })).toBeVisible();
  await page.getByLabel("User name").fill("carla");
  await page.getByLabel("Password").fill("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("The name or the password is wrong.");
  await page.getByLabel("Password").fill("right");
  await page.keyboard.press("Enter");

  await expect(page.getByText("Why not in prod?")).toBeVisible();
  expect(page.url()).toBe(address + place);
});

test("signing out leaves nothing on the screen", async ({ page, address }) => {
  await page.goto(address);
  await page.getByRole("button", { name: "Sign out carla" }).click();

  await expect(page.getByRole("heading", { name: "Sign in to OpenLuffy" })).toBeVisible();
  await expect(page.getByText("main-9f8e7d6")).toHaveCount(0);
});

test("keys go everywhere, and say themselves", async ({ page, address }) => {
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { name: "Applications" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Filter by name" })).toBeFocused();
  await page.keyboard.type("*-prod");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "openluffy-prod" })).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("release fonts");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "dev-0bad0ff" })).toBeVisible();
});

test("the tree is walked with arrows, searched, and opens a panel that gives the focus back", async ({ page, address }) => {
  await page.goto(`${address}/applications/openluffy-prod`);
  const root = page.getByRole("link", { name: /^Application openluffy-prod/ });
  await root.focus();
  await page.keyboard.press("ArrowRight");
  await expect(root).not.toBeFocused();
  await expect(page.locator("[data-box]:focus, [data-box] :focus")).toHaveCount(1);
  await page.keyboard.press("ArrowLeft");
  await expect(root).toBeFocused();

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search in the tree" })).toBeFocused();
  await page.keyboard.type("Deployment/back");
  await expect(page.getByText("1 of 16 objects")).toBeVisible();
  await page.keyboard.press("Escape");

  const box = page.getByRole("link", { name: /Deployment backend ?, Healthy/ });
  await box.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Object" });
  await expect(panel.getByText("observedGeneration")).toBeVisible();
  expect(page.url()).toContain("resource=");
  await accessible(page);

  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(box).toBeFocused();
});

test("a pod's panel has its log, and every part an address", async ({ page, address }) => {
  await page.goto(`${address}/applications/openluffy-prod`);
  await page.getByRole("link", { name: /^Pod backend-/ }).first().click();
  await page.getByRole("link", { name: "Logs" }).last().click();

  await expect(page.getByText("200 lines")).toBeVisible();
  await page.reload();
  await expect(page.getByText("200 lines")).toBeVisible();
});

test("a rollback names the thing and counts what changes", async ({ page, address, server }) => {
  await page.goto(`${address}/applications/openluffy-prod?tab=history`);
  await page.getByRole("button", { name: "Roll back to entry 8" }).click();
  const dialog = page.getByRole("dialog", { name: "Roll openluffy-prod back to entry 8" });
  await expect(dialog).toContainText("2 newer entries stay in the history");
  await dialog.getByRole("button", { name: "Roll back to 83c5d7e" }).click();

  await expect(dialog).toBeHidden();
  expect(server.world.requests).toContain("POST /api/v1/applications/openluffy-prod/rollback");
});

test("an environment goes back to what was chosen and seen", async ({ page, address, server }) => {
  await page.goto(`${address}/pipelines/openluffy?node=develop%2Fenvironment%3Adev`);
  await page.getByRole("button", { name: "Roll dev back…" }).click();
  const dialog = page.getByRole("dialog", { name: "Roll dev of openluffy back" });
  await expect(dialog).toContainText("dev goes from dev-0a1b2c3 back to dev-77aa001 (history entry 7)");
  await expect(dialog.getByRole("option", { name: /dev-88bb002.*bad/ })).toBeDisabled();
  await dialog.getByRole("button", { name: "Roll dev back", exact: true }).click();

  await expect(dialog).toBeHidden();
  expect(server.world.requests).toContain("POST /api/v1/projects/openluffy/environments/dev/rollback");
});

test("what can't be taken back is forced with a reason, or not at all", async ({ page, address, server }) => {
  const json = { ...rollbackPreview("dev"), irreversible: "dev-0a1b2c3 can't be taken back: It drops a column." };
  server.world.overridden.set("/projects/openluffy/environments/dev/rollback", { status: 200, json });
  await page.goto(`${address}/pipelines/openluffy?node=develop%2Fenvironment%3Adev`);
  await page.getByRole("button", { name: "Roll dev back…" }).click();
  const dialog = page.getByRole("dialog");
  const force = dialog.getByRole("button", { name: "Force dev back" });
  await expect(dialog).toContainText("It drops a column.");
  await expect(force).toHaveAttribute("aria-disabled", "true");

  await dialog.getByLabel("Why go back all the same?").fill("The column is empty.");
  await expect(force).toHaveAttribute("aria-disabled", "false");
});

test("a release is marked as bad with a reason", async ({ page, address, server }) => {
  await page.goto(`${address}/releases/${releases[0]?.id}`);
  await page.getByRole("button", { name: "Mark as bad…" }).click();
  const dialog = page.getByRole("dialog");
  const mark = dialog.getByRole("button", { name: "Mark as bad" });
  await expect(mark).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("What is wrong with it?").fill("It loses orders.");
  await mark.click();

  await expect(dialog).toBeHidden();
  expect(server.world.requests).toContain(`PUT /api/v1/releases/${releases[0]?.id}/bad`);
});

test("a bad release says so, and by whom", async ({ page, address, server }) => {
  const release = { ...releases[0], bad: { release: releases[0]?.id, reason: "It loses orders.", by: "ana", at: new Date().toISOString() } };
  server.world.overridden.set(`/releases/${releases[0]?.id}`, { status: 200, json: { release, promotions: [], commits: [] } });
  await page.goto(`${address}/releases/${releases[0]?.id}`);

  await expect(page.getByRole("alert")).toContainText("Marked as bad by ana");
  await page.getByRole("button", { name: "Take the mark off" }).click();
  expect(server.world.requests).toContain(`DELETE /api/v1/releases/${releases[0]?.id}/bad`);
});

test("the soak counts while one looks", async ({ page, address, server }) => {
  const now = Date.now();
  const soak = { startedAt: new Date(now).toISOString(), until: new Date(now + 30_000).toISOString() };
  const json = lanes.map((lane) => ({
    ...lane,
    nodes: lane.nodes.map((node) => (node.kind === "soak" ? { ...node, ...soak } : node)),
  }));
  server.world.overridden.set("/projects/openluffy/lanes", { status: 200, json });
  await page.goto(`${address}/pipelines/openluffy`);
  const clock = page.getByRole("timer");
  const before = await clock.getAttribute("aria-label");

  await expect.poll(() => clock.getAttribute("aria-label")).not.toBe(before);
});

test("what the server sends is text, never a script", async ({ page, address, server }) => {
  const evil = `javascript:alert("here")`;
  const json = {
    waitingForMe: [],
    running: [],
    broken: [{ title: "<img src=x onerror=alert(1)>", message: "<script>alert(1)</script>", link: evil }],
    environments: [{ name: "dev", project: "p", url: evil, application: "a" }],
    services: [{ project: "p", service: "<b>x</b>", cells: [] }],
  };
  server.world.overridden.set("/home", { status: 200, json });
  let alerted = false;
  page.on("dialog", (dialog) => {
    alerted = true;
    void dialog.dismiss();
  });
  await page.goto(address);

  await expect(page.getByText("<script>alert(1)</script>")).toBeVisible();
  expect(await page.locator("a").evaluateAll((all) => all.filter((one) => /^javascript:/i.test(one.getAttribute("href") ?? "")).length)).toBe(0);
  await page.getByText("<img src=x onerror=alert(1)>").click();
  expect(alerted).toBe(false);
});

test("two tabs share one stream, and the second takes over", async ({ page, address, server }) => {
  await page.goto(`${address}/promotions/p-40`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const second = await page.context().newPage();
  await second.goto(`${address}/promotions/p-40`);
  await expect(second.getByText("Live", { exact: true })).toBeVisible();
  expect(server.streamsOpened).toBe(1);

  await page.close();
  await expect.poll(() => server.streamsOpened).toBe(2);
  server.world.votes.push({ verb: "approve", body: { binding: { release: "", diff: "", digests: [] } } });
  server.happened("promotion.approved", "promotion/p-40");

  await expect(second.getByText("2 of 2 votes")).toBeVisible();
});

test("a password is changed by who knows it, and ends the session", async ({ page, address }) => {
  await page.goto(address);
  await page.getByRole("button", { name: "You are carla" }).press("Enter");
  await expect(page.getByText("May act as developer, approver.")).toBeVisible();
  await accessible(page);
  await page.getByLabel("Current password").fill("guess");
  await page.getByLabel("New password").fill("long enough");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("The current password is wrong.");

  await page.getByLabel("Current password").fill("right");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Sign in to OpenLuffy" })).toBeVisible();
});

test("every script reads as it was written", async ({ page, address, server }) => {
  const message = "Grüße aus Köln 🎉 \u05e9\u05dc\u05d5\u05dd \u202emalicious\u202c <b>x</b>";
  const release = server.world.answer("GET", "/api/v1/releases/main-9f8e7d6", undefined).json as {
    release: { message: string; branch: string };
  };
  release.release.message = `${message}\n\n${"a-word-that-never-ends".repeat(40)}`;
  release.release.branch = "feature/<script>alert(1)</script>/".repeat(6);
  server.world.overridden.set("/releases/main-9f8e7d6", { status: 200, json: release });
  await page.setViewportSize(phone);
  await page.goto(`${address}/releases/main-9f8e7d6`);

  await expect(page.getByText("Grüße aus Köln 🎉").first()).toBeVisible();
  await expect(page.getByText("<b>x</b>").first()).toBeVisible();
  await nothingOverflows(page);
});
