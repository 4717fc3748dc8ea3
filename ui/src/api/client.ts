import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** What the server refused, or that it could not be reached. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** Nobody is signed in (any more). */
export const signedOut = new EventTarget();

/** A request found no server, perhaps before the event stream noticed. */
export const unreachable = new EventTarget();

export const client = createClient<paths>({
  baseUrl: "/",
  headers: { "X-Luffy-Request": "1" },
});

const noAnswer: Problem = {
  type: "urn:openluffy:problem:unreachable",
  title: "No connection",
  status: 0,
  code: "unreachable",
  detail: "The server does not answer.",
  remedy: "It is tried again by itself; what is shown may be old.",
};

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** Unwraps an answer: its data, or a thrown {@link ApiError}. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    unreachable.dispatchEvent(new Event("unreachable"));
    throw new ApiError(noAnswer);
  }
  if (answer.response.ok) {
    return answer.data as T;
  }
  if (answer.response.status === 401) {
    signedOut.dispatchEvent(new Event("signed-out"));
  }
  throw new ApiError(asProblem(answer.error, answer.response.status));
}

export function asProblem(error: unknown, status: number): Problem {
  if (typeof error === "object" && error !== null && "detail" in error) {
    return error as Problem;
  }
  return {
    ...noAnswer,
    status,
    code: `http-${status}`,
    detail: `The server answered ${status} without saying why.`,
    remedy: "Try again; if it stays, the server's log says more.",
  };
}
