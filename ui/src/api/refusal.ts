import { ApiError } from "./client";

/**
 * What stands in place of an answer. While the server is away, what it said before stays on the
 * screen, with its age in the banner; that a thing is gone, or not for this reader, counts at once.
 */
export function refusalOf({ data, error }: { data: unknown; error: unknown }): unknown {
  if (!error || data === undefined) {
    return error ?? undefined;
  }
  const status = error instanceof ApiError ? error.problem.status : 0;
  return status >= 400 && status < 500 ? error : undefined;
}
