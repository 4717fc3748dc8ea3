package io.openluffy.server.real;

import io.openluffy.playground.Playground;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The client against the playground, over TLS as against any other. */
final class ClusterOnPlaygroundTest extends ClusterContract {
  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  @Override
  void connect() {
    playground = BarePlayground.in(home);
    super.connect();
  }

  @AfterEach
  void stop() {
    playground.close();
  }

  @Override
  Path kubeconfig() {
    return playground.kubeconfig();
  }

  @Override
  String freshNamespace() {
    return "default";
  }
}
