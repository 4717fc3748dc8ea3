package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real helm as a client of the playground. */
class HelmTest {
  private static final String MANIFESTS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: "{{ .Release.Name }}"}
      spec:
        replicas: {{ .Values.replicas }}
        selector: {matchLabels: {app: "{{ .Release.Name }}"}}
        template:
          metadata: {labels: {app: "{{ .Release.Name }}"}}
          spec: {containers: [{name: web, image: "example.org/web:{{ .Values.tag }}"}]}
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: "{{ .Release.Name }}"}
      spec: {hard: {pods: 100}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: "{{ .Release.Name }}"}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: none}
      subjects: [{kind: ServiceAccount, name: default}]
      """;
  private static final String HOOK =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: "{{ .Release.Name }}-hook"
        annotations: {helm.sh/hook: "post-install,post-upgrade", helm.sh/hook-delete-policy: "before-hook-creation"}
      spec:
        ttlSecondsAfterFinished: 0
        template: {spec: {restartPolicy: Never, containers: [{name: job, image: 'example.org/job:1'}]}}
      """;

  @TempDir static Path home;
  private static @Nullable RealKubectl started;

  @BeforeAll
  static void start() throws IOException {
    started = RealKubectl.helm(home);
    var templates = Files.createDirectories(home.resolve("chart/templates"));
    Files.writeString(
        home.resolve("chart/Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
    Files.writeString(home.resolve("chart/values.yaml"), "replicas: 1\ntag: '1'\n");
    Files.writeString(templates.resolve("all.yaml"), MANIFESTS);
    Files.writeString(templates.resolve("hook.yaml"), HOOK);
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  private static String helm(String... arguments) throws Exception {
    return Objects.requireNonNull(started).run("", arguments);
  }

  @Test
  void aReleaseIsInstalledUpgradedRolledBackAndRemoved() throws Exception {
    var chart = home.resolve("chart").toString();

    helm("install", "shop", chart, "-n", "shop", "--create-namespace", "--wait", "--timeout=50s");
    helm(
        "upgrade",
        "shop",
        chart,
        "-n",
        "shop",
        "--set=replicas=2,tag=2",
        "--wait",
        "--timeout=50s");
    assertThat(helm("list", "-A")).contains("shop-1.0.0").contains("deployed");
    assertThat(helm("get", "manifest", "shop", "-n", "shop")).contains("example.org/web:2");
    helm("rollback", "shop", "1", "-n", "shop", "--wait", "--timeout=50s");
    assertThat(helm("history", "shop", "-n", "shop")).contains("Rollback to 1");
    assertThat(helm("status", "shop", "-n", "shop")).contains("STATUS: deployed");
    helm("uninstall", "shop", "-n", "shop", "--wait", "--timeout=50s");
    assertThat(helm("list", "-A")).doesNotContain("shop-1.0.0");
  }
}
