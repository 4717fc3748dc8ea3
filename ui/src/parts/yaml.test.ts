import { describe, expect, it } from "vitest";
import { toYaml } from "./yaml";

describe("YAML", () => {
  it("is written as kubectl writes it", () => {
    const object = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "backend", annotations: {}, finalizers: [] },
      spec: { replicas: 3, paused: false, containers: [{ name: "a", args: ["-v", "x y"] }, { name: "b" }] },
    };

    expect(toYaml(object)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: backend
  annotations: {}
  finalizers: []
spec:
  replicas: 3
  paused: false
  containers:
    - name: a
      args:
        - "-v"
        - x y
    - name: b
`);
  });

  it("quotes what would be read as something else", () => {
    expect(toYaml({ a: "true", b: "3", c: "", d: "x: y", e: "#no", f: "null", g: "a " })).toBe(
      'a: "true"\nb: "3"\nc: ""\nd: "x: y"\ne: "#no"\nf: "null"\ng: "a "\n',
    );
  });

  it("keeps lines apart in blocks", () => {
    expect(toYaml({ text: "one\n\ntwo\n", last: "a\nb" })).toBe("text: |\n  one\n\n  two\nlast: |-\n  a\n  b\n");
  });

  it("writes nothing as null", () => {
    expect(toYaml({ a: null })).toBe("a: null\n");
  });
});
