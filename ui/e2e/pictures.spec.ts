import { desktop, narrow, phone, places, test } from "./page";

const folder = process.env["OPENLUFFY_PICTURES"] ?? "";
const only = process.env["OPENLUFFY_PICTURES_OF"];
const sizes = { wide: desktop, narrow, phone };

/** Takes a picture of each page; only when asked for, with OPENLUFFY_PICTURES=<folder>. */
for (const [name, path] of Object.entries(places)) {
  test(`picture of ${name}`, async ({ page, address }) => {
    test.skip(only !== undefined && !name.includes(only), "another picture was asked for");
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        await page.goto(address + path);
        await page.waitForTimeout(900);
        await page.screenshot({ path: `${folder}/${name}-${size}-${theme}.png`, fullPage: size !== "wide" });
      }
    }
  });
}
