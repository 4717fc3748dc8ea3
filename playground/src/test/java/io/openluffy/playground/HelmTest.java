package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  @RegisterExtension static final RealKubectl helm = RealKubectl.helm();

  @BeforeAll
  static void chart() throws IOException {
    var chart = helm.home().resolve("chart");
    var templates = Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
    Files.writeString(chart.resolve("values.yaml"), "replicas: 1\ntag: '1'\n");
    Files.writeString(templates.resolve("all.yaml"), MANIFESTS);
    Files.writeString(templates.resolve("hook.yaml"), HOOK);
  }

  @Test
  void aReleaseIsInstalledUpgradedRolledBackAndRemoved() throws Exception {
    var chart = helm.home().resolve("chart").toString();

    helm.run(
        "install", "shop", chart, "-n", "shop", "--create-namespace", "--wait", "--timeout=50s");
    helm.run(
        "upgrade",
        "shop",
        chart,
        "-n",
        "shop",
        "--set=replicas=2,tag=2",
        "--wait",
        "--timeout=50s");
    assertThat(helm.run("list", "-A")).contains("shop-1.0.0").contains("deployed");
    assertThat(helm.run("get", "manifest", "shop", "-n", "shop")).contains("example.org/web:2");
    helm.run("rollback", "shop", "1", "-n", "shop", "--wait", "--timeout=50s");
    assertThat(helm.run("history", "shop", "-n", "shop")).contains("Rollback to 1");
    assertThat(helm.run("status", "shop", "-n", "shop")).contains("STATUS: deployed");
    helm.run("uninstall", "shop", "-n", "shop", "--wait", "--timeout=50s");
    assertThat(helm.run("list", "-A")).doesNotContain("shop-1.0.0");
  }
}
