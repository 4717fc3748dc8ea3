package io.openluffy.application.render;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that a source may use in value file names, parameters and labels. */
final class BuildEnvironment {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$|\\$(?:\\{([A-Za-z_]\\w*)\\}|([A-Za-z_]\\w*))");

  private final Map<String, String> variables;

  private BuildEnvironment(Map<String, String> variables) {
    this.variables = variables;
  }

  static BuildEnvironment of(RenderRequest request) {
    var variables = new TreeMap<String, String>();
    variables.put("ARGOCD_APP_NAME", request.releaseName());
    variables.put("ARGOCD_APP_NAMESPACE", request.namespace());
    variables.put("ARGOCD_APP_SOURCE_REPO_URL", request.spec().repoUrl().value());
    variables.put("ARGOCD_APP_SOURCE_PATH", request.spec().path());
    variables.put("ARGOCD_APP_SOURCE_TARGET_REVISION", request.spec().targetRevision());
    variables.put("KUBE_VERSION", request.kubeVersion());
    variables.put("KUBE_API_VERSIONS", String.join(",", request.apiVersions()));
    variables.putAll(request.environment());
    return new BuildEnvironment(variables);
  }

  /** Unknown variables become nothing; {@code $$} is a dollar sign. */
  String substituted(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              var name = match.group(1) == null ? match.group(2) : match.group(1);
              return Matcher.quoteReplacement(
                  name == null ? "$" : variables.getOrDefault(name, ""));
            });
  }
}
