package io.openluffy.server.engine;

import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.Manifest;
import io.openluffy.playground.Playground;
import io.openluffy.server.real.BarePlayground;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The engine over the playground. It waits a lot, so others run beside it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the engine's playground")
final class EngineOnPlaygroundTest extends EngineContract {
  private Playground playground;
  private int namespaces;

  @BeforeAll
  @Override
  void begin(@TempDir Path work) {
    playground = BarePlayground.in(work.resolve("playground"));
    super.begin(work);
  }

  @AfterAll
  @Override
  void end() {
    super.end();
    playground.close();
  }

  @Override
  Path kubeconfig() {
    return playground.kubeconfig();
  }

  @Override
  String freshNamespace() {
    var name = "test-" + namespaces++;
    try (var cluster = KubeConnections.kubeconfig("playground", kubeconfig(), Optional.empty())) {
      var namespace = Manifest.named(GroupVersionKind.of("v1", "Namespace"), "", name);
      cluster.apply(namespace, ApplyOptions.forced());
    }
    return name;
  }
}
