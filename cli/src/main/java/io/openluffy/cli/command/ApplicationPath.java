package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;

/** Where the API has an Application that people call {@code web}, or {@code team/web}. */
final class ApplicationPath {
  /** Where Applications are unless they say otherwise, as in Argo CD. */
  private static final String USUAL = "argocd";

  private ApplicationPath() {}

  /**
   * @param below what of it, such as {@code /diff}, with a query if need be
   */
  static String of(String application, String below) {
    int slash = application.indexOf('/');
    if (slash < 0) {
      return "/api/v1/applications/" + Api.quote(application) + below;
    }
    return "/api/v1/applications/"
        + Api.quote(application.substring(slash + 1))
        + below
        + (below.contains("?") ? "&" : "?")
        + "appNamespace="
        + Api.quote(application.substring(0, slash));
  }

  /** The name by which people and commands call it. */
  static String name(JsonNode application) {
    var namespace = application.at("/metadata/namespace").asText(USUAL);
    var name = application.at("/metadata/name").asText();
    return namespace.equals(USUAL) ? name : namespace + "/" + name;
  }

  /** The name by which the journal calls it. */
  static String subject(JsonNode application) {
    return "application/"
        + application.at("/metadata/namespace").asText(USUAL)
        + "/"
        + application.at("/metadata/name").asText();
  }
}
