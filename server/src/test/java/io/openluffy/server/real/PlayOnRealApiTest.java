package io.openluffy.server.real;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The nodes of the control plane that the tests bring along; somebody else's run real pods. */
@AgainstRealApi
final class PlayOnRealApiTest extends PlayContract {
  private final RealApi api;

  PlayOnRealApiTest(RealApi api) {
    this.api = api;
  }

  @Override
  Path kubeconfig() {
    return api.kubeconfig();
  }

  @Override
  String freshNamespace() {
    Assumptions.assumeTrue(api.isOurs(), "the nodes of OPENLUFFY_TEST_KUBECONFIG play nothing");
    return api.namespace();
  }
}
