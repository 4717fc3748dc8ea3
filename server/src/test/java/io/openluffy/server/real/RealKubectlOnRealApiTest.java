package io.openluffy.server.real;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;

/** The same on a real API server. */
@AgainstRealApi
final class RealKubectlOnRealApiTest extends RealKubectlTest {
  private final RealGround ground;

  RealKubectlOnRealApiTest(RealApi api) {
    this.ground = new RealGround(api);
  }

  @Override
  Ground ground() {
    return ground;
  }

  /** There are no containers, and so no logs. */
  @Override
  void readsLogs() {}
}
