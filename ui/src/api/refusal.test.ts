import { describe, expect, it } from "vitest";
import { ApiError } from "./client";
import { refusalOf } from "./refusal";

function anError(status: number): ApiError {
  return new ApiError({ type: "", title: "", status, code: "x", detail: "" });
}

describe("an answer", () => {
  it("that never came is replaced by the reason", () => {
    expect(refusalOf({ data: undefined, error: anError(0) })).toBeInstanceOf(ApiError);
    expect(refusalOf({ data: undefined, error: null })).toBeUndefined();
  });

  it("stays while the server is away", () => {
    expect(refusalOf({ data: {}, error: anError(0) })).toBeUndefined();
    expect(refusalOf({ data: {}, error: anError(503) })).toBeUndefined();
  });

  it("goes when the thing is gone", () => {
    expect(refusalOf({ data: {}, error: anError(404) })).toBeInstanceOf(ApiError);
  });
});
