import { existsSync } from "node:fs";

const places = [process.env["OPENLUFFY_TEST_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** The Chromium of this machine; nothing is downloaded. */
export const chromium = places.find((one) => one !== undefined && existsSync(one));
