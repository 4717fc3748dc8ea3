package io.openluffy.server.real;

/** The same on a real API server. */
@AgainstRealApi
final class RealEngineOnRealApiTest extends RealEngineTest {
  private final RealApi api;

  RealEngineOnRealApiTest(RealApi api) {
    this.api = api;
  }

  @Override
  Ground ground() {
    return api;
  }
}
