package io.openluffy.application.render;

import io.openluffy.application.RenderParameter;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.git.RepositoryPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One source to render.
 *
 * @param key of all that the rendering depends on; equal requests have equal keys
 * @param sourceRoot the exported repository; nothing outside of it may be read
 * @param path of the source below the root
 * @param refs the exported repositories that {@code $ref/} paths of value files point into, by ref
 *     name without the dollar sign
 * @param namespace of the destination
 * @param apiVersions what the destination serves, such as {@code apps/v1/Deployment}
 * @param parameters secrets; they win over the parameters of the source
 * @param environment more variables for {@code $NAME} in value file names and parameters, such as
 *     {@code ARGOCD_APP_REVISION}; {@code ARGOCD_APP_NAME} is the release name unless it stands
 *     here
 */
public record RenderRequest(
    String key,
    Path sourceRoot,
    RepositoryPath path,
    Map<String, Path> refs,
    SourceSpec spec,
    String releaseName,
    String namespace,
    String kubeVersion,
    List<String> apiVersions,
    List<RenderParameter> parameters,
    Map<String, String> environment) {
  public RenderRequest {
    refs = Map.copyOf(refs);
    apiVersions = List.copyOf(apiVersions);
    parameters = List.copyOf(parameters);
    environment = Map.copyOf(environment);
  }

  public RenderRequest(
      Path sourceRoot,
      RepositoryPath path,
      Map<String, Path> refs,
      SourceSpec spec,
      String releaseName,
      String namespace,
      String kubeVersion,
      List<String> apiVersions,
      List<RenderParameter> parameters) {
    this(
        "",
        sourceRoot,
        path,
        refs,
        spec,
        releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        parameters,
        Map.of());
  }

  RenderRequest withSpec(SourceSpec other) {
    return new RenderRequest(
        key,
        sourceRoot,
        path,
        refs,
        other,
        releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        parameters,
        environment);
  }
}
