package io.openluffy.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeConnectionsTest {
  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      current-context: here
      clusters: [{name: here, cluster: {server: 'https://127.0.0.1:1'}}]
      users: [{name: me, user: {token: t}}]
      contexts: [{name: here, context: {cluster: here, user: me}}]
      """;

  @TempDir Path folder;

  private KubernetesCluster open(String kubeconfig, Optional<String> context) throws IOException {
    var file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
    return KubeConnections.kubeconfig("c", file, context);
  }

  private void isRefused(String kubeconfig, Optional<String> context, String why) {
    assertThatThrownBy(() -> open(kubeconfig, context))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("kube.bad-kubeconfig"))
        .hasMessageContaining(why)
        .hasMessageContaining(folder.resolve("kubeconfig").toString());
  }

  @Test
  void theContextThatIsNamedIsOpened() throws IOException {
    try (var cluster = open(GOOD, Optional.of("here"))) {
      assertThat(cluster.server()).isEqualTo("https://127.0.0.1:1");
    }
  }

  @Test
  void aFileThatLeadsNowhereIsRefused() {
    isRefused("{}", Optional.empty(), "no current context");
    isRefused(GOOD, Optional.of("elsewhere"), "elsewhere");
    isRefused("a: [", Optional.empty(), "can't be used");
  }

  @Test
  void aNameToExpectOfTheServerIsRefused() {
    isRefused(
        GOOD.replace("server:", "tls-server-name: other, server:"),
        Optional.empty(),
        "tls-server-name is not supported");
  }
}
