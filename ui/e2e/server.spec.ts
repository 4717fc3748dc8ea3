import { expect, type Page, test } from "@playwright/test";
import { accessible, nothingOverflows } from "./accessible";
import { chromium } from "./chromium";
import { desktop, phone } from "./sizes";

const address = (process.env["OPENLUFFY_TEST_PAGE"] ?? "").replace(/\/$/, "");
const username = process.env["OPENLUFFY_TEST_USER"] ?? "admin";
const password = process.env["OPENLUFFY_TEST_PASSWORD"] ?? "";
const pictures = process.env["OPENLUFFY_PICTURES"];
const only = process.env["OPENLUFFY_PICTURES_OF"] ?? "";

test.skip(!chromium, "no Chromium on this machine: set OPENLUFFY_TEST_CHROMIUM");

interface Lane {
  pipeline: string;
  nodes: { id: string; kind: string; status: string; promotion?: string; application?: string }[];
}

async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`${address}/api/v1${path}`);
  expect(answer.ok(), `${path} answers ${answer.status()}`).toBe(true);
  return (await answer.json()) as T;
}

/** The places of a real server, found by asking it. */
async function found(page: Page): Promise<Record<string, string>> {
  const projects = await read<{ name: string }[]>(page, "/projects");
  const project = projects[0]?.name ?? "";
  const [lanes, releases, promotions, applications] = await Promise.all([
    read<Lane[]>(page, `/projects/${project}/lanes`),
    read<{ id: string }[]>(page, `/projects/${project}/releases`),
    read<{ id: string; state: string }[]>(page, `/promotions?project=${project}`),
    read<{ items: { metadata: { name: string } }[] }>(page, "/applications"),
  ]);
  const names = applications.items.map((one) => one.metadata.name);
  const application = names.find((one) => one.endsWith("-prod")) ?? names[0];
  const lane = lanes.at(-1);
  const node = lane?.nodes.find((one) => one.status === "waiting") ?? lane?.nodes.at(-1);
  const promotion = promotions.find((one) => one.state === "AwaitingApproval") ?? promotions[0];
  return {
    home: "/",
    pipeline: `/pipelines/${project}`,
    "pipeline-node": `/pipelines/${project}?node=${encodeURIComponent(`${lane?.pipeline}/${node?.id}`)}`,
    release: `/releases/${releases[0]?.id}`,
    "promotion-approval": `/promotions/${promotion?.id}`,
    applications: "/applications",
    "application-tree": `/applications/${application}`,
    "application-diff": `/applications/${application}?tab=diff`,
    "application-resources": `/applications/${application}?tab=resources`,
    "application-events": `/applications/${application}?tab=events`,
    "application-logs": `/applications/${names[0]}?tab=logs`,
    "application-parameters": `/applications/${application}?tab=parameters`,
    "application-manifest": `/applications/${application}?tab=manifest`,
    history: `/applications/${application}?tab=history`,
    audit: "/audit",
  };
}

test("a real server's pages are whole, live and readable for all", async ({ page }) => {
  test.setTimeout(600_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") {
      complaints.push(`${page.url()}: ${message.text()}`);
    }
  });
  await page.setViewportSize(desktop);
  await page.goto(address);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const views = [
    { size: "wide-light", viewport: desktop, theme: "light" },
    { size: "wide-dark", viewport: desktop, theme: "dark" },
    { size: "phone", viewport: phone, theme: "light" },
  ] as const;

  for (const [name, path] of Object.entries(await found(page)).filter(([one]) => one.includes(only))) {
    await test.step(name, async () => {
      for (const { size, viewport, theme } of views) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        await page.goto(address + path);
        await expect(page.getByRole("heading").first()).toBeVisible();
        await expect(page.getByLabel("Loading")).toHaveCount(0);
        await page.waitForTimeout(400);
        if (pictures) {
          await page.screenshot({ path: `${pictures}/${name}-${size}.png` });
        }
        await expect.soft(page.getByRole("alert"), name).toHaveCount(0);
        await nothingOverflows(page);
      }
      await accessible(page);
    });
  }
  expect(complaints.filter((one) => !one.includes("401"))).toEqual([]);
});
