package io.openluffy.application.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a plain YAML scalar means: the rules of YAML 1.1 that Kubernetes reads manifests by. */
final class YamlScalars {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern NUMBER_START = Pattern.compile("[-+.0-9].*", Pattern.DOTALL);
  private static final int LONGEST_NUMBER = 400;

  private YamlScalars() {}

  static JsonNode plain(String text) {
    if (NULL.contains(text)) {
      return JSON.nullNode();
    }
    if (TRUE.contains(text)) {
      return JSON.booleanNode(true);
    }
    if (FALSE.contains(text)) {
      return JSON.booleanNode(false);
    }
    if (text.length() > LONGEST_NUMBER || !NUMBER_START.matcher(text).matches()) {
      return JSON.textNode(text);
    }
    return number(text).orElseGet(() -> JSON.textNode(text));
  }

  static Optional<JsonNode> number(String text) {
    var digits = text.replace("_", "");
    return whole(digits).map(YamlScalars::whole).or(() -> fraction(digits));
  }

  private static Optional<BigInteger> whole(String digits) {
    var negative = digits.startsWith("-");
    var bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    if (bare.matches("0[bB][01]+")) {
      return signed(new BigInteger(bare.substring(2), 2), negative);
    }
    if (bare.matches("0[xX][0-9a-fA-F]+")) {
      return signed(new BigInteger(bare.substring(2), 16), negative);
    }
    if (bare.matches("0[oO]?[0-7]+")) {
      return signed(new BigInteger(bare.replaceFirst("[oO]", ""), 8), negative);
    }
    return bare.matches("0|[1-9][0-9]*")
        ? signed(new BigInteger(bare), negative)
        : Optional.empty();
  }

  private static Optional<BigInteger> signed(BigInteger value, boolean negative) {
    return Optional.of(negative ? value.negate() : value);
  }

  /** Numbers beyond 64 bits become floating, as they do in Go. */
  private static JsonNode whole(BigInteger value) {
    if (value.bitLength() < 32) {
      return JSON.numberNode(value.intValue());
    }
    return value.bitLength() < 64
        ? JSON.numberNode(value.longValue())
        : JSON.numberNode(value.doubleValue());
  }

  private static Optional<JsonNode> fraction(String digits) {
    if (!FLOAT.matcher(digits).matches()) {
      return Optional.empty();
    }
    var value = new BigDecimal(digits).doubleValue();
    if (Double.isInfinite(value)) {
      return Optional.empty();
    }
    var fits = value == Math.rint(value) && Math.abs(value) < 1e15;
    return Optional.of(fits ? whole(BigInteger.valueOf((long) value)) : JSON.numberNode(value));
  }
}
