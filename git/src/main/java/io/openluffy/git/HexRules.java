package io.openluffy.git;

/** What an id in hex may look like. */
final class HexRules {
  private HexRules() {}

  static void require(String hex, int digits, String what) {
    if (!is(hex, digits)) {
      throw new IllegalArgumentException(
          "A " + what + " has " + digits + " lower-case hex digits, not '" + hex + "'");
    }
  }

  static boolean is(String text, int digits) {
    return text.length() == digits && isHex(text);
  }

  static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
