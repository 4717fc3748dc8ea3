package io.openluffy.playground.api.status;

/** A request the API refuses, with the body that says why. */
public final class StatusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ApiStatus status;

  public StatusException(ApiStatus status) {
    super(status.message(), null, false, false);
    this.status = status;
  }

  public ApiStatus status() {
    return status;
  }

  /** Whether this is the answer with that reason, such as {@code AlreadyExists}. */
  public boolean is(String reason) {
    return status.reason().equals(reason);
  }
}
