package io.openluffy.application.render;

/**
 * A tool said no; its words may name private paths and secrets, so they aren't shown as they are.
 */
final class ToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ToolFailure(String words) {
    super(words);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
