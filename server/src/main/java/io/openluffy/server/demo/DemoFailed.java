package io.openluffy.server.demo;

/** Something was not as it should be; the message says what. */
final class DemoFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailed(String message) {
    super(message);
  }
}
