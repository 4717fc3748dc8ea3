package io.openluffy.application.jq;

/** How much work one evaluation may be. */
final class Budget {
  private static final int STEPS = 200_000;
  private static final int CHARACTERS = 5_000_000;
  private int steps = STEPS;
  private int characters = CHARACTERS;

  void step() {
    if (--steps < 0) {
      throw new JqError("It takes too many steps.");
    }
  }

  /** Text under a pattern: some patterns look at the same characters again and again. */
  CharSequence watched(CharSequence text) {
    return new Watched(text);
  }

  private final class Watched implements CharSequence {
    private final CharSequence text;

    Watched(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (--characters < 0) {
        throw new JqError("A pattern takes too long.");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
