import { expect } from "@playwright/test";
import { accessible, nothingOverflows, settled } from "./accessible";
import { desktop, phone, places, test } from "./page";

/** What a page must show before it is looked at. */
const landmarks: Record<keyof typeof places, string> = {
  home: "backend",
  pipeline: "Greet the visitor by name",
  "pipeline-node": "Why not in prod?",
  release: "Build log",
  "promotion-approval": "1 of 2 votes",
  applications: "openluffy-preprod",
  "application-tree": "16 objects",
  "application-diff": "4 of 8 resources differ",
  "application-resources": "frontend",
  "application-events": "ScalingReplicaSet",
  "application-logs": "200 lines",
  history: "runs now",
  audit: "promotion.approved",
};

const views = [
  { size: "desktop", viewport: desktop, theme: "light" },
  { size: "desktop", viewport: desktop, theme: "dark" },
  { size: "phone", viewport: phone, theme: "light" },
  { size: "phone", viewport: phone, theme: "dark" },
] as const;

for (const [name, path] of Object.entries(places) as [keyof typeof places, string][]) {
  test(`${name} is whole, readable for all, and says nothing wrong`, async ({ page, address }) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("net::")) {
        complaints.push(message.text());
      }
    });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(address + path);
    for (const { viewport, theme } of views) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await settled(page, theme);
      await expect(page.getByText(landmarks[name]).locator("visible=true").first()).toBeVisible();
      await nothingOverflows(page);
      await accessible(page);
    }
    expect(await page.title()).toMatch(/ · OpenLuffy$/);
    expect(complaints).toEqual([]);
  });
}

test("the sign-in is readable for all", async ({ page, address, server }) => {
  server.world.signedIn = false;
  for (const { viewport, theme } of views) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "Sign in to OpenLuffy" })).toBeVisible();
    await accessible(page);
  }
});

test("a crowd stays whole: forty services, five hundred objects, five thousand lines, twenty thousand log lines", async ({
  page,
  address,
  server,
}) => {
  server.world.size = "crowded";
  await page.setViewportSize(desktop);
  await page.goto(address);
  await expect(page.getByRole("rowheader")).toHaveCount(40);
  await nothingOverflows(page);

  await page.goto(`${address}/applications/openluffy-prod`);
  await expect(page.getByText("544 objects")).toBeVisible();
  await page.getByRole("button", { name: /Deployment × 61/ }).click();
  await expect(page.getByRole("link", { name: /Deployment service-30 ?, Healthy/ })).toBeAttached();

  await page.goto(`${address}/applications/openluffy-prod?tab=diff`);
  await expect(page.getByText("61 of 61 resources differ")).toBeVisible();
  await expect(page.getByText("the new value of 100").first()).toBeVisible();

  await page.goto(`${address}/applications/openluffy-prod?tab=logs`);
  await expect(page.getByText("20000 lines")).toBeVisible();
  await expect(page.getByText("visitor-19999")).toBeVisible();
});

test("a hundred environments and two hundred applications stay whole", async ({ page, address, server }) => {
  const names = Array.from({ length: 100 }, (_, i) => `environment-${i + 1}`);
  const cells = names.map((environment) => ({ environment, tag: "dev-0123456", health: "Healthy", sync: "Synced" }));
  const home = {
    waitingForMe: [],
    running: [],
    broken: [],
    environments: names.map((name) => ({ name, project: "fleet", application: name, protected: false })),
    services: Array.from({ length: 5 }, (_, i) => ({ project: "fleet", service: `service-${i}`, cells })),
  };
  const items = Array.from({ length: 200 }, (_, i) => ({
    metadata: { name: `application-${i}-${"with-a-long-name-".repeat(i % 4)}end`, namespace: "argocd" },
    spec: { destination: { namespace: `namespace-${i}` }, source: { path: "x" } },
    status: { health: { status: "Healthy" }, sync: { status: "Synced", revision: "0123456789abcdef" } },
  }));
  server.world.overridden.set("/home", { status: 200, json: home });
  server.world.overridden.set("/applications", { status: 200, json: { items } });
  for (const viewport of [desktop, { width: 768, height: 1024 }, phone]) {
    await page.setViewportSize(viewport);
    await page.goto(address);
    await expect(page.getByText("service-4")).toBeVisible();
    await nothingOverflows(page);
    await page.goto(`${address}/applications`);
    await expect(page.getByText("200 applications")).toBeVisible();
    await nothingOverflows(page);
  }
  await page.getByLabel("Filter by name").fill("application-17-");
  await expect(page.getByText("1 application", { exact: true })).toBeVisible();
});

test("nothing to show teaches what to do", async ({ page, address, server }) => {
  server.world.size = "empty";
  await page.goto(address);
  await expect(page.getByText("No project is connected yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: /luffy connect/ })).toBeVisible();

  await page.goto(`${address}/applications/openluffy-prod`);
  await expect(page.getByRole("button", { name: /luffy sync openluffy-prod/ })).toBeVisible();
});

test("an error says what happened, what to do, and its id", async ({ page, address }) => {
  await page.goto(`${address}/releases/nothing`);

  const note = page.getByRole("alert");
  await expect(note).toContainText("There is no release 'nothing'.");
  await expect(note).toContainText("'luffy status' lists them.");
  await expect(note.getByRole("button", { name: "Copy 7f3a91c2" })).toBeVisible();
});
