import { describe, expect, it } from "vitest";
import { insidePage, webAddress } from "./links";

describe("links", () => {
  it("are made of web addresses only", () => {
    expect(webAddress("http://dev.openluffy.localhost:8081/")).toBe("http://dev.openluffy.localhost:8081/");
    expect(webAddress("https://git.example.org/a.git")).toBe("https://git.example.org/a.git");
  });

  it.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ssh://git@example.org/a.git",
    "//evil.example.org",
    "not an address",
    "",
  ])("are not made of %j", (text) => {
    expect(webAddress(text)).toBeUndefined();
  });

  it("stay inside the page", () => {
    expect(insidePage("/pipelines/openluffy")).toBe("/pipelines/openluffy");
    expect(insidePage("//evil.example.org")).toBe("/");
    expect(insidePage("/\\evil.example.org")).toBe("/");
    expect(insidePage("https://evil.example.org")).toBe("/");
    expect(insidePage("javascript:alert(1)")).toBe("/");
  });
});
