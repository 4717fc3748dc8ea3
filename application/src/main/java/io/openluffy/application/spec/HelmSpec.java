package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * How a chart is rendered. Value files give way to {@code values} or {@code valuesObject} (which
 * wins over {@code values}), and those to the parameters.
 *
 * @param fileParameters name and path of the file that holds the value
 * @param releaseName empty: the application's name
 * @param version of Helm: {@code v3} or empty
 */
public record HelmSpec(
    List<String> valueFiles,
    String values,
    Optional<ObjectNode> valuesObject,
    List<HelmParameter> parameters,
    List<NamedValue> fileParameters,
    String releaseName,
    boolean ignoreMissingValueFiles,
    boolean skipCrds,
    boolean skipTests,
    boolean skipSchemaValidation,
    boolean passCredentials,
    String version,
    String kubeVersion,
    List<String> apiVersions,
    String namespace) {
  public static final HelmSpec EMPTY =
      new HelmSpec(
          List.of(),
          "",
          Optional.empty(),
          List.of(),
          List.of(),
          "",
          false,
          false,
          false,
          false,
          false,
          "",
          "",
          List.of(),
          "");

  public HelmSpec {
    valueFiles = List.copyOf(valueFiles);
    parameters = List.copyOf(parameters);
    fileParameters = List.copyOf(fileParameters);
    apiVersions = List.copyOf(apiVersions);
  }
}
