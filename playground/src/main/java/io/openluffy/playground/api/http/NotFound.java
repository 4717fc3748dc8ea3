package io.openluffy.playground.api.http;

/** There is nothing at a path; Kubernetes says that in plain text. */
final class NotFound extends RuntimeException {
  private static final long serialVersionUID = 1;
  static final String TEXT = "404 page not found\n";

  private NotFound() {
    super(TEXT, null, false, false);
  }

  static NotFound page() {
    return new NotFound();
  }
}
