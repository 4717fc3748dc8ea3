package io.openluffy.application.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthRulesTest {
  @Test
  void aDeploymentTellsWhatItWaitsFor() {
    assertThat(of("apps/v1", "Deployment", 2, "{replicas: 3}", "{observedGeneration: 1}"))
        .isEqualTo(
            "Progressing Waiting for rollout to finish: observed deployment generation less than"
                + " desired generation");
    assertThat(
            of(
                "apps/v1",
                "Deployment",
                1,
                "{replicas: 3}",
                "{observedGeneration: 1, updatedReplicas: 1}"))
        .isEqualTo(
            "Progressing Waiting for rollout to finish: 1 out of 3 new replicas have been updated...");
    assertThat(
            of(
                "apps/v1",
                "Deployment",
                1,
                "{replicas: 3}",
                "{observedGeneration: 1, updatedReplicas: 3, replicas: 4}"))
        .isEqualTo(
            "Progressing Waiting for rollout to finish: 1 old replicas are pending termination...");
    assertThat(
            of(
                "apps/v1",
                "Deployment",
                1,
                "{replicas: 3}",
                "{observedGeneration: 1, updatedReplicas: 3, replicas: 3, availableReplicas: 2}"))
        .isEqualTo(
            "Progressing Waiting for rollout to finish: 2 of 3 updated replicas are available...");
    assertThat(
            of(
                "apps/v1",
                "Deployment",
                1,
                "{replicas: 3}",
                "{observedGeneration: 1, updatedReplicas: 3, replicas: 3, availableReplicas: 3}"))
        .isEqualTo("Healthy ");
  }

  @Test
  void aDeploymentPastItsDeadlineIsDegraded() {
    assertThat(
            of(
                "apps/v1",
                "Deployment",
                1,
                "{replicas: 3}",
                "{observedGeneration: 1, conditions: [{type: Progressing, reason: ProgressDeadlineExceeded}]}"))
        .isEqualTo("Degraded Deployment \"web\" exceeded its progress deadline");
  }

  @Test
  void aReplicaSetThatCannotCreatePodsIsDegraded() {
    assertThat(
            of(
                "apps/v1",
                "ReplicaSet",
                1,
                "{replicas: 1}",
                "{observedGeneration: 1, conditions: [{type: ReplicaFailure, status: 'True', message: quota}]}"))
        .isEqualTo("Degraded quota");
  }

  @Test
  void aFailedPodTellsWhatItDiedOf() {
    assertThat(
            of(
                "v1",
                "Pod",
                1,
                "{restartPolicy: Never}",
                "{phase: Failed, containerStatuses: [{name: c, state: {terminated: {exitCode: 3}}}]}"))
        .isEqualTo("Degraded container \"c\" failed with exit code 3");
  }

  @Test
  void anOldVersionIsUnknown() {
    assertThat(of("apps/v1beta1", "Deployment", 1, "{}", "{}"))
        .isEqualTo("Unknown unsupported Deployment GVK: apps/v1beta1, Kind=Deployment");
  }

  @Test
  void whatIsBeingDeletedIsOnItsWay() {
    var pod =
        manifest(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, deletionTimestamp: '2026-01-01T00:00:00Z'}}");
    var hook =
        manifest(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, deletionTimestamp: '2026-01-01T00:00:00Z',"
                + " finalizers: [argocd.argoproj.io/hook-finalizer]}}");

    assertThat(HealthRules.of(pod))
        .contains(new HealthAnswer(Health.PROGRESSING, "Pending deletion"));
    assertThat(HealthRules.of(hook)).isEmpty();
  }

  @Test
  void theFirstCheckThatKnowsCounts() {
    var mine = new HealthAnswer(Health.SUSPENDED, "mine");
    var checks =
        new HealthChecks(
            List.of(
                live -> live.name().equals("a") ? Optional.of(mine) : Optional.empty(),
                HealthRules::builtIn));

    assertThat(checks.of(manifest("{apiVersion: v1, kind: Service, metadata: {name: a}}")))
        .contains(mine);
    assertThat(checks.of(manifest("{apiVersion: v1, kind: Service, metadata: {name: b}}")))
        .contains(HealthAnswer.HEALTHY);
    assertThat(checks.of(manifest("{apiVersion: v1, kind: Secret, metadata: {name: b}}")))
        .isEmpty();
  }

  private static String of(
      String apiVersion, String kind, int generation, String spec, String status) {
    var live =
        manifest(
            "{apiVersion: "
                + apiVersion
                + ", kind: "
                + kind
                + ", metadata: {name: web, generation: "
                + generation
                + "}, spec: "
                + spec
                + ", status: "
                + status
                + "}");
    var answer = HealthRules.of(live).orElseThrow();
    return answer.health().text() + " " + answer.message();
  }

  private static Manifest manifest(String flow) {
    try {
      var yaml =
          new org.snakeyaml.engine.v2.api.Load(
                  org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
              .loadFromString(flow);
      var json = new ObjectMapper();
      return Manifest.of(json.readTree(json.writeValueAsString(yaml)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
