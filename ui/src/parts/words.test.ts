import { describe, expect, it } from "vitest";
import { counted, factWords, initials, sentence, subject } from "./words";

describe("words", () => {
  it("counts one and many", () => {
    expect(counted(1, "resource")).toBe("1 resource");
    expect(counted(0, "resource")).toBe("0 resources");
    expect(counted(2, "entry", "entries")).toBe("2 entries");
  });

  it("says a fact of the journal as people do", () => {
    expect(factWords("promotion.soak-started")).toBe("Soak started");
    expect(sentence("an approval")).toBe("An approval");
    expect(sentence("")).toBe("");
  });

  it("takes the first line of a message", () => {
    expect(subject("Greet the visitor\n\nBy name.")).toBe("Greet the visitor");
  });

  it("shortens people to their initials", () => {
    expect(initials("Ana Ferreira")).toBe("AF");
    expect(initials("admin")).toBe("AD");
    expect(initials("maria-del-carmen")).toBe("MC");
    expect(initials("")).toBe("");
  });
});
