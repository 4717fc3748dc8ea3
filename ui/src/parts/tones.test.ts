import { describe, expect, it } from "vitest";
import { ofHealth, ofNode, ofPromotion, ofRelease, ofSync, promotionWords } from "./tones";

describe("tones", () => {
  it("are one for each health, and none better than it is", () => {
    expect(ofHealth("Healthy")).toBe("healthy");
    expect(ofHealth("Degraded")).toBe("degraded");
    expect(ofHealth("Missing")).toBe("unknown");
    expect(ofHealth(undefined)).toBe("unknown");
  });

  it("are green only for what is done", () => {
    const green = (Object.keys(promotionWords) as (keyof typeof promotionWords)[]).filter(
      (state) => ofPromotion(state) === "healthy",
    );

    expect(green).toEqual(["Arrived"]);
    expect(ofRelease("Building")).toBe("progressing");
    expect(ofNode("superseded")).toBe("unknown");
    expect(ofSync("OutOfSync")).toBe("waiting");
  });
});
