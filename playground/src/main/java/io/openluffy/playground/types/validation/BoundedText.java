package io.openluffy.playground.types.validation;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Text that may be looked at only so often, so that a costly pattern can't hold up the server. */
final class BoundedText implements CharSequence {
  private static final int MOST_LOOKS = 5_000_000;

  private final String text;
  private int looks;

  private BoundedText(String text) {
    this.text = text;
  }

  /** Whether a part of the text fits the pattern; true for a pattern that we can't read. */
  static boolean fits(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(new BoundedText(text)).find();
    } catch (PatternSyntaxException e) {
      return true;
    } catch (TooCostly | StackOverflowError e) {
      return false;
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new TooCostly();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooCostly() {
      super("the pattern takes too long for this text", null, false, false);
    }
  }
}
