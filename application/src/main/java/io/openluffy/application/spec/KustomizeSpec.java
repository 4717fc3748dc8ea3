package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is laid over a kustomization.
 *
 * @param images such as {@code web=registry.example/web:1} or {@code registry.example/web@sha256:…}
 * @param replicas name and count
 * @param patches as Kustomize writes them: {@code path}, {@code patch}, {@code target}, {@code
 *     options}
 */
public record KustomizeSpec(
    String namePrefix,
    String nameSuffix,
    List<String> images,
    Map<String, String> commonLabels,
    Map<String, String> commonAnnotations,
    boolean commonAnnotationsEnvsubst,
    boolean labelWithoutSelector,
    boolean labelIncludeTemplates,
    boolean forceCommonLabels,
    boolean forceCommonAnnotations,
    String namespace,
    List<NamedValue> replicas,
    List<String> components,
    boolean ignoreMissingComponents,
    List<ObjectNode> patches,
    String version,
    String kubeVersion,
    List<String> apiVersions) {
  public static final KustomizeSpec EMPTY =
      new KustomizeSpec(
          "", "", List.of(), Map.of(), Map.of(), false, false, false, false, false, "", List.of(),
          List.of(), false, List.of(), "", "", List.of());

  public KustomizeSpec {
    images = List.copyOf(images);
    commonLabels = Collections.unmodifiableMap(new LinkedHashMap<>(commonLabels));
    commonAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(commonAnnotations));
    replicas = List.copyOf(replicas);
    components = List.copyOf(components);
    patches = List.copyOf(patches);
    apiVersions = List.copyOf(apiVersions);
  }
}
