package io.openluffy.playground.api.patch;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.status.StatusException;

/** Patches that cannot be read or do not fit the object. */
final class PatchErrors {
  private PatchErrors() {}

  /** The patch is malformed. */
  static StatusException malformed(String message) {
    return ApiStatus.of(400, "BadRequest", message).asException();
  }

  /** The patch is well formed, but the object is not what it expects. */
  static StatusException doesNotApply(String message) {
    var details = Details.of("", "", "");
    return ApiStatus.of(
            422,
            "Invalid",
            "the server rejected our request due to an error in our request",
            details)
        .asException();
  }

  /** The patch asks for something that a list of this kind cannot do. */
  static StatusException internal(String message) {
    return ApiStatus.of(500, "", message).asException();
  }
}
