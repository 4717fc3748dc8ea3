package io.openluffy.playground.types.discovery;

/** The types of the query parameters that operations take. */
final class OpenApiParameters {
  private OpenApiParameters() {}

  static String type(String name) {
    return switch (name) {
      case "limit", "timeoutSeconds", "gracePeriodSeconds" -> "integer";
      case "allowWatchBookmarks", "sendInitialEvents", "watch", "force", "orphanDependents" ->
          "boolean";
      default -> "string";
    };
  }
}
