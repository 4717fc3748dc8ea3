package io.openluffy.playground.api.store;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.status.StatusException;

/** What the store refuses, as Kubernetes says it. */
final class StoreErrors {
  private StoreErrors() {}

  static StatusException notFound(ObjectKey key) {
    return ApiStatus.of(
            404, "NotFound", "%s \"%s\" not found".formatted(key.type(), key.name()), details(key))
        .asException();
  }

  static StatusException alreadyExists(ObjectKey key) {
    return ApiStatus.of(
            409,
            "AlreadyExists",
            "%s \"%s\" already exists".formatted(key.type(), key.name()),
            details(key))
        .asException();
  }

  static StatusException conflict(ObjectKey key, String why) {
    return ApiStatus.of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on %s \"%s\": %s".formatted(key.type(), key.name(), why),
            details(key))
        .asException();
  }

  static StatusException modified(ObjectKey key) {
    return conflict(
        key,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static StatusException tooOld(long asked, long known) {
    return ApiStatus.of(410, "Expired", "too old resource version: %d (%d)".formatted(asked, known))
        .asException();
  }

  private static Details details(ObjectKey key) {
    return Details.of(key.type().group(), key.type().resource(), key.name());
  }
}
