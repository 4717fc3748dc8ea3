package io.openluffy.playground.types.wire;

/** Bytes are not what they say they are; the message is for whoever sent them. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }
}
