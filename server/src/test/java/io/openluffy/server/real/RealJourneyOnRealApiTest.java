package io.openluffy.server.real;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;

/** The same on a real API server. */
@AgainstRealApi
final class RealJourneyOnRealApiTest extends RealJourneyTest {
  private final RealGround ground;

  RealJourneyOnRealApiTest(RealApi api) {
    this.ground = new RealGround(api);
  }

  @Override
  Ground ground() {
    return ground;
  }
}
