package io.openluffy.server.engine;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;
import java.nio.file.Path;

/** The engine over a real API server. */
@AgainstRealApi
final class EngineOnRealApiTest extends EngineContract {
  private final RealApi api;

  EngineOnRealApiTest(RealApi api) {
    this.api = api;
  }

  @Override
  Path kubeconfig() {
    return api.kubeconfig();
  }

  @Override
  String freshNamespace() {
    return api.namespace();
  }
}
