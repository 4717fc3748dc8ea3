import { describe, expect, it } from "vitest";
import { crowdedHome } from "../../testing/fixtures/crowd";
import { home } from "../../testing/fixtures/journey";
import { alongThePath, narrowed, readNarrowing } from "./narrowing";

describe("the home page", () => {
  it("shows all services at first", () => {
    expect(narrowed(home, {})).toHaveLength(2);
    expect(narrowed(crowdedHome, {})).toHaveLength(40);
  });

  it("finds services by name and by application", () => {
    expect(narrowed(home, { filter: "back" }).map((row) => row.service)).toEqual(["backend"]);
    expect(narrowed(home, { filter: "app:openluffy-*" })).toHaveLength(2);
    expect(narrowed(home, { filter: "app:payments-*" })).toHaveLength(0);
  });

  it("finds services by what happens to them", () => {
    expect(narrowed(home, { show: "waiting" })).toHaveLength(2);
    expect(narrowed(home, { show: "broken" })).toHaveLength(0);
    expect(narrowed(crowdedHome, { show: "running" }).map((row) => row.service)).toEqual(["service-3"]);
  });

  it("has its environments in the order in which releases travel", () => {
    const named = (...names: string[]) => names.map((name) => ({ name }));
    const pipelines = [{ environments: ["dev", "preprod"] }, { environments: ["prod"] }];

    expect(alongThePath(named("demo", "dev", "prod", "preprod"), pipelines)).toEqual(named("dev", "preprod", "prod", "demo"));
    expect(alongThePath(named("b", "a"), [])).toEqual(named("b", "a"));
  });

  it("reads an address that somebody changed", () => {
    expect(readNarrowing({ show: "<script>", filter: 3, project: "a" })).toEqual({ project: "a" });
  });
});
