package io.openluffy.application.jq;

/** An expression that makes no sense, or makes none for a document; it never leaves the package. */
final class JqError extends RuntimeException {
  private static final long serialVersionUID = 1;

  JqError(String message) {
    super(message, null, false, false);
  }
}
