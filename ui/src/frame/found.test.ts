import { describe, expect, it } from "vitest";
import { search } from "./found";

const all = [
  { kind: "page", name: "Home", href: "/" },
  { kind: "application", name: "openluffy-dev", href: "/a/1" },
  { kind: "release", name: "dev-a1b2c3d", more: "Greet the visitor · Ana", href: "/r/1" },
];

describe("the palette", () => {
  it("finds all the words, wherever they stand", () => {
    expect(search(all, "ana greet").map((one) => one.href)).toEqual(["/r/1"]);
    expect(search(all, "release nothing")).toEqual([]);
  });

  it("puts first what begins with the text", () => {
    expect(search(all, "dev").map((one) => one.href)).toEqual(["/r/1", "/a/1"]);
  });

  it("shows everything before anything is typed", () => {
    expect(search(all, " ")).toHaveLength(3);
  });
});
