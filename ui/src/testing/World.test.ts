import { describe, expect, it } from "vitest";
import { World } from "./World";

describe("the fixture world", () => {
  it("answers every place of the page", () => {
    const world = new World();

    for (const path of ["/home", "/projects", "/projects/openluffy/lanes", "/releases/main-9f8e7d6", "/promotions/p-40", "/applications"]) {
      expect(world.answer("GET", `/api/v1${path}`, undefined).status).toBe(200);
    }
  });

  it("knows a stranger", () => {
    const world = new World();
    world.signedIn = false;

    expect(world.answer("GET", "/api/v1/home", undefined).status).toBe(401);
  });
});
