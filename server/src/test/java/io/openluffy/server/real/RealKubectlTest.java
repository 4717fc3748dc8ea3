package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people do by hand with the real {@code kubectl} while the server keeps things in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealKubectlTest {
  private static final String APPLICATION =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: openluffy-extra, namespace: argocd}
      spec:
        project: default
        source:
          repoURL: http://openluffy.localhost/git/openluffy.git
          targetRevision: develop
          path: helm/openluffy
          helm: {valueFiles: [values/dev.yaml], parameters: [{name: host, value: extra.localhost}]}
        destination: {server: https://kubernetes.default.svc, namespace: openluffy-extra}
        syncPolicy: {automated: {selfHeal: true}, syncOptions: [CreateNamespace=true]}
      """;

  private Path folder = Path.of("");
  private RealServer server;
  private Kubectl kubectl;

  @BeforeAll
  void aReleaseInDev(@TempDir Path temporary) {
    folder = temporary;
    server = ground().start(folder.resolve("home"));
    kubectl = Kubectl.of(server, folder);
    var project = RealProject.begin(server, folder.resolve("work"));
    project.awaits(project.push("develop", "Hello"), "dev", "Arrived");
  }

  /** What runs below it. */
  Ground ground() {
    return new OwnPlayground();
  }

  @AfterAll
  void stop() {
    try {
      server.close();
    } finally {
      ground().leave();
    }
  }

  @BeforeEach
  void settled() {
    Patience.until(
        "dev is as declared",
        () ->
            kubectl
                .run("get application openluffy-dev -n argocd --no-headers")
                .matches("(?s)openluffy-dev +Synced +Healthy.*"));
  }

  @Test
  void showsApplicationsAndPods() {
    assertThat(kubectl.run("get applications -n argocd").lines().toList())
        .anyMatch(line -> line.matches("NAME +STATUS +HEALTH.*"))
        .anyMatch(line -> line.matches("openluffy-dev +Synced +Healthy.*"));
    Patience.until("two pods are running", () -> twoAreRunning("get pods -n openluffy-dev"));
  }

  private boolean twoAreRunning(String command) {
    var pods = kubectl.run(command).lines().skip(1).toList();
    return pods.size() == 2
        && pods.stream()
            .allMatch(line -> line.matches("(backend|frontend)-\\S+ +1/1 +Running +0 .*"));
  }

  @Test
  void appliesAnApplicationAndSeesItsDrift() {
    assertThat(kubectl.run("apply -f -", APPLICATION)).contains("openluffy-extra created");
    Patience.until(
        "the new application is there",
        () ->
            kubectl
                .run("get application openluffy-extra -n argocd --no-headers")
                .matches("(?s)openluffy-extra +Synced +Healthy.*"));
    assertThat(kubectl.run("apply -f -", APPLICATION)).contains("unchanged");
    assertThat(kubectl.run("apply --server-side --force-conflicts -f -", APPLICATION))
        .contains("serverside-applied");

    assertThat(kubectl.tried("diff -f -", APPLICATION).code()).isZero();
    var changed = kubectl.tried("diff -f -", APPLICATION.replace("extra.localhost", "other"));
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.output())
        .contains("-        value: extra.localhost", "+        value: other");

    kubectl.run("delete application openluffy-extra -n argocd");
  }

  @Test
  void whatIsScaledByHandIsHealed() {
    kubectl.run("scale deploy backend -n openluffy-dev --replicas=5");

    Patience.until(
        "one replica again",
        () ->
            kubectl.json("get deploy backend -n openluffy-dev").at("/spec/replicas").asInt() == 1);
  }

  @Test
  void whatIsDeletedByHandComesBack() {
    var before = uid("backend");

    kubectl.run("delete deploy backend -n openluffy-dev");

    Patience.until("another one", () -> !uid("backend").equals(before));
    assertThat(kubectl.run("rollout status deploy/backend -n openluffy-dev --timeout=60s"))
        .contains("successfully rolled out");
  }

  private String uid(String name) {
    var answer =
        kubectl.tried("get deploy " + name + " -n openluffy-dev -o jsonpath={.metadata.uid}", "");
    return answer.code() == 0 ? answer.output() : kubectl.run("get deploy -A -o name").concat("-");
  }

  @Test
  void readsLogs() {
    assertThat(kubectl.run("logs deploy/frontend -n openluffy-dev")).isNotBlank();
  }

  @Test
  void watches() throws IOException, InterruptedException {
    var lines = folder.resolve("watched");
    var watch = kubectl.watch("get deploy -n openluffy-dev -w --no-headers", lines);
    try {
      Patience.until("the first lines", () -> read(lines).contains("frontend"));
      kubectl.run("rollout restart deploy/frontend -n openluffy-dev");
      Patience.until("more lines", () -> read(lines).lines().count() > 2);
    } finally {
      watch.destroy();
      watch.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
