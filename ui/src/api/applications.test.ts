import { describe, expect, it } from "vitest";
import { addressOf, callName, calledBy, placeOf } from "./applications";

describe("an application", () => {
  it("of the usual namespace is called by its name", () => {
    expect(callName({ namespace: "argocd", name: "web" })).toBe("web");
    expect(calledBy("argocd/web")).toBe("web");
    expect(calledBy("web")).toBe("web");
    expect(placeOf("web")).toEqual({ path: { application: "web" }, query: {} });
    expect(addressOf("web")).toBe("/applications/web");
  });

  it("of another namespace is called by both, so that two of one name are two", () => {
    expect(callName({ namespace: "team", name: "web" })).toBe("team/web");
    expect(calledBy("team/web")).toBe("team/web");
    expect(placeOf("team/web")).toEqual({ path: { application: "web" }, query: { appNamespace: "team" } });
    expect(addressOf("team/web")).toBe("/applications/team/web");
  });
});
