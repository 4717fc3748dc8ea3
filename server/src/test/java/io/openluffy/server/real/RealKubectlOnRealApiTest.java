package io.openluffy.server.real;

/** The same on a real API server. */
@AgainstRealApi
final class RealKubectlOnRealApiTest extends RealKubectlTest {
  private final RealApi api;

  RealKubectlOnRealApiTest(RealApi api) {
    this.api = api;
  }

  @Override
  Ground ground() {
    return api;
  }

  /** There are no containers, and so no logs. */
  @Override
  void readsLogs() {}
}
