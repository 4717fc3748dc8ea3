package io.openluffy.server.real;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;

/** The same on a real API server. */
@AgainstRealApi
final class RealEngineOnRealApiTest extends RealEngineTest {
  private final RealGround ground;

  RealEngineOnRealApiTest(RealApi api) {
    this.ground = new RealGround(api);
  }

  @Override
  Ground ground() {
    return ground;
  }
}
