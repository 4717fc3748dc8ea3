package io.openluffy.application.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into words. */
final class Tokens {
  private static final Pattern WORD =
      Pattern.compile(
          "(?<space>\\s+|#.*)"
              + "|(?<field>\\.[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|(?<number>-?[0-9]+(?:\\.[0-9]+)?)"
              + "|(?<sign>\\.\\.|//|==|!=|<=|>=|[.\\[\\](){}|,;:?<>])");

  private Tokens() {}

  static List<Token> of(String expression) {
    var found = new ArrayList<Token>();
    var matcher = WORD.matcher(expression);
    int at = 0;
    while (at < expression.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new JqError(
            "'" + expression.charAt(at) + "' at column " + (at + 1) + " is not understood");
      }
      add(matcher, found);
      at = matcher.end();
    }
    found.add(new Token(Token.Kind.END, "the end", expression.length() + 1));
    return found;
  }

  private static void add(Matcher matcher, List<Token> found) {
    int at = matcher.start() + 1;
    var word = matcher.group();
    if (matcher.group("field") != null) {
      found.add(new Token(Token.Kind.FIELD, word.substring(1), at));
    } else if (matcher.group("name") != null) {
      found.add(new Token(Token.Kind.NAME, word, at));
    } else if (matcher.group("text") != null) {
      found.add(new Token(Token.Kind.TEXT, word, at));
    } else if (matcher.group("number") != null) {
      found.add(new Token(Token.Kind.NUMBER, word, at));
    } else if (matcher.group("sign") != null) {
      found.add(new Token(Token.Kind.SIGN, word, at));
    }
  }
}
