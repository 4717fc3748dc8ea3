package io.openluffy.server.real;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;
import java.nio.file.Path;

/** The client against a real API server. */
@AgainstRealApi
final class ClusterOnRealApiTest extends ClusterContract {
  private final RealApi api;

  ClusterOnRealApiTest(RealApi api) {
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
