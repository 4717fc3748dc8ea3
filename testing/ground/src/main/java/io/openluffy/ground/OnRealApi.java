package io.openluffy.ground;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the constructor of a test class a real API server: the cluster that {@code
 * OPENLUFFY_TEST_KUBECONFIG} names, else one control plane for all classes of the run. Where there
 * is neither, the class is skipped.
 */
final class OnRealApi implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace MINE =
      ExtensionContext.Namespace.create(OnRealApi.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (named("OPENLUFFY_TEST_KUBECONFIG").isPresent()) {
      return ConditionEvaluationResult.enabled("a cluster is named");
    }
    return named("OPENLUFFY_TEST_CONTROLPLANE")
        .map(ControlPlane::absent)
        .orElse(Optional.of("OPENLUFFY_TEST_KUBECONFIG names none, and none was built"))
        .map(why -> ConditionEvaluationResult.disabled("there is no real API server: " + why))
        .orElse(ConditionEvaluationResult.enabled("a control plane is there"));
  }

  private static Optional<Path> named(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(one -> !one.isEmpty()).map(Path::of);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RealApi.class;
  }

  /** One for a class; it is closed after the last of its tests. */
  @Override
  public RealApi resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(MINE)
        .computeIfAbsent(
            RealApi.class,
            key -> new RealApi(kubeconfig(context), named("OPENLUFFY_TEST_KUBECONFIG").isEmpty()),
            RealApi.class);
  }

  private static Path kubeconfig(ExtensionContext context) {
    return named("OPENLUFFY_TEST_KUBECONFIG")
        .orElseGet(
            () ->
                context
                    .getRoot()
                    .getStore(MINE)
                    .computeIfAbsent(
                        ControlPlane.class,
                        key ->
                            ControlPlane.start(named("OPENLUFFY_TEST_CONTROLPLANE").orElseThrow()),
                        ControlPlane.class)
                    .kubeconfig());
  }
}
