import { describe, expect, it } from "vitest";
import { told } from "./told";

describe("what happened", () => {
  it("says what is waited for", () => {
    const waiting = { message: "1 of 2 replicas are available." };

    expect(told({ what: "promotion.wait-changed", details: { event: { waiting } } as never })).toEqual({
      title: "Waits",
      more: "1 of 2 replicas are available.",
    });
    expect(told({ what: "promotion.wait-changed", details: { event: { waiting: null } } as never }).title).toBe("Goes on");
  });

  it("says how somebody voted, and why it failed", () => {
    const approval = { vote: "APPROVE", comment: "read it" };

    expect(told({ what: "promotion.vote-cast", details: { event: { approval } } as never })).toEqual({
      title: "Voted for it",
      more: "read it",
    });
    expect(told({ what: "promotion.failed", details: { event: { problem: { message: "It crashes." } } } as never })).toEqual({
      title: "Failed",
      more: "It crashes.",
    });
    expect(told({ what: "promotion.queued", details: {} })).toEqual({ title: "Queued", more: "" });
  });
});
