package io.openluffy.application.jq;

/**
 * A word of an expression.
 *
 * @param at where it begins, from 1
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    /** {@code .name}. */
    FIELD,
    NAME,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  boolean is(String sign) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
  }
}
