package io.openluffy.application.render;

import io.openluffy.application.spec.HelmParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One call of Helm, everything it reads lying in a private folder.
 *
 * @param key of all that the rendering depends on; empty when that is not known
 * @param valueFiles weakest first
 * @param setFiles parameters whose values are files, secrets among them; they win over all
 */
record ChartRequest(
    String key,
    PrivateFolder folder,
    Path chart,
    String release,
    String namespace,
    String kubeVersion,
    List<String> apiVersions,
    List<Path> valueFiles,
    List<HelmParameter> parameters,
    Map<String, Path> setFiles,
    boolean skipCrds,
    boolean skipTests,
    boolean skipSchemaValidation) {}
