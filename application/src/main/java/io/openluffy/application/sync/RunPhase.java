package io.openluffy.application.sync;

/** How far an operation, a hook or the apply of an object has come. */
public enum RunPhase {
  RUNNING("Running"),
  TERMINATING("Terminating"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  ERROR("Error");

  private final String text;

  RunPhase(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public boolean ended() {
    return this == SUCCEEDED || this == FAILED || this == ERROR;
  }

  public static RunPhase of(String text) {
    for (var one : values()) {
      if (one.text.equals(text)) {
        return one;
      }
    }
    return RUNNING;
  }
}
