package io.openluffy.cli.terminal;

/** Whether somebody may have meant another word. */
public final class Spelling {
  private Spelling() {}

  /** Whether two changes of a letter, or fewer, make one of the other. */
  public static boolean near(String one, String other) {
    var before = new int[other.length() + 1];
    for (int k = 0; k <= other.length(); k++) {
      before[k] = k;
    }
    for (int i = 1; i <= one.length(); i++) {
      var now = new int[other.length() + 1];
      now[0] = i;
      for (int k = 1; k <= other.length(); k++) {
        var changed = before[k - 1] + (one.charAt(i - 1) == other.charAt(k - 1) ? 0 : 1);
        now[k] = Math.min(changed, Math.min(before[k], now[k - 1]) + 1);
      }
      before = now;
    }
    return before[other.length()] <= 2;
  }
}
