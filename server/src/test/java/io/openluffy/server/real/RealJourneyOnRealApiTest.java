package io.openluffy.server.real;

/** The same on a real API server. */
@AgainstRealApi
final class RealJourneyOnRealApiTest extends RealJourneyTest {
  private final RealApi api;

  RealJourneyOnRealApiTest(RealApi api) {
    this.api = api;
  }

  @Override
  Ground ground() {
    return api;
  }
}
