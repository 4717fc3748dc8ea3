import { describe, expect, it } from "vitest";
import { type AppShape, pinOf } from "./shape";

function anApplication(pinned?: string): AppShape {
  return {
    metadata: { name: "web", namespace: "argocd", ...(pinned ? { annotations: { "openluffy.io/pinned": pinned } } : {}) },
    spec: {},
  };
}

describe("a pin", () => {
  it("is read as the server writes it", () => {
    const text = '{"historyId":4,"revision":"1d9d43dc2c28fe2c86dc6f7a77ca1a90ce56fb62","by":"ana","at":"2026-11-23T16:27:07Z"}';

    expect(pinOf(anApplication(text))).toEqual({
      historyId: 4,
      revision: "1d9d43dc2c28fe2c86dc6f7a77ca1a90ce56fb62",
      by: "ana",
      at: "2026-11-23T16:27:07Z",
    });
  });

  it("that nobody set is none, and one that can't be read still pins", () => {
    expect(pinOf(anApplication())).toBeUndefined();
    expect(pinOf(anApplication("by hand"))).toEqual({});
  });
});
