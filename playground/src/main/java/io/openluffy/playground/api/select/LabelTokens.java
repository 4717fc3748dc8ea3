package io.openluffy.playground.api.select;

import java.util.List;
import java.util.Set;

/** The words and signs of a label selector, one after the other; "" is its end. */
final class LabelTokens {
  private static final String SIGNS = "=!(),<>";
  private static final Set<String> KNOWN = Set.of("=", "==", "!=", "!", "(", ")", ",", "<", ">");

  /** The signs and words that stand between a key and its values. */
  static final List<String> OPERATORS = List.of("in", "notin", "=", "==", "!=", ">", "<");

  private final String text;
  private int at;

  LabelTokens(String text) {
    this.text = text;
  }

  String peek() {
    var before = at;
    var token = next();
    at = before;
    return token;
  }

  String next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return "";
    }
    var begin = at;
    if (isSign(text.charAt(at))) {
      // The longest sign that there is.
      while (at < text.length()
          && isSign(text.charAt(at))
          && KNOWN.contains(text.substring(begin, at + 1))) {
        at++;
      }
    } else {
      while (at < text.length()
          && !isSign(text.charAt(at))
          && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
    return text.substring(begin, at);
  }

  /** Whether a token is a key or a value, and not a sign or the end. */
  static boolean isWord(String token) {
    return !token.isEmpty() && !isSign(token.charAt(0));
  }

  private static boolean isSign(char character) {
    return SIGNS.indexOf(character) >= 0;
  }
}
