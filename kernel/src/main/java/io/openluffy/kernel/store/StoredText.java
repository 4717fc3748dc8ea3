package io.openluffy.kernel.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Keeps out of the store what PostgreSQL can't keep: NUL and halves of surrogate pairs. */
final class StoredText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final int LONGEST_KEY = 1000;

  private StoredText() {}

  /** The JSON text of a value, fit to be stored. */
  static String json(Object value) {
    var json = clean(Json.write(value));
    return json.contains("\\u0000")
        ? ESCAPED_NUL.matcher(json).replaceAll("$1" + REPLACEMENT)
        : json;
  }

  static String clean(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    var answer = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? REPLACEMENT : c)
        .forEach(answer::appendCodePoint);
    return answer.toString();
  }

  static String key(Table<?> table, String key) {
    if (key.isEmpty()
        || key.length() > LONGEST_KEY
        || key.chars().anyMatch(Character::isISOControl)
        || !clean(key).equals(key)) {
      throw new IllegalArgumentException(
          "A key of table %s has 1 to %d characters without control characters; this one has %d"
              .formatted(table.name(), LONGEST_KEY, key.length()));
    }
    return key;
  }

  /** The name, if it is one that may stand in SQL. */
  static String field(String name) {
    if (!FIELD.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a field");
    }
    return name;
  }

  /**
   * The text of a top-level field, as {@code document->>'field'} tells it; null when it has none.
   */
  static boolean hasField(JsonNode document, String field, String value) {
    var node = document.get(field);
    return node != null && node.isValueNode() && !node.isNull() && node.asText().equals(value);
  }
}
