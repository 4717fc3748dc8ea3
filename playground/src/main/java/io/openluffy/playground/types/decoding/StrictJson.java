package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses JSON and remembers which fields were written twice; the last one wins.
 *
 * @param duplicates complaints such as {@code duplicate field "spec.template.metadata.name"}
 */
public record StrictJson(JsonNode value, List<String> duplicates) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Throws an {@link IOException} with the parser's reason when the text is not JSON. */
  public static StrictJson parse(byte[] text) throws IOException {
    var duplicates = new ArrayList<String>();
    try (var parser = JSON.createParser(text)) {
      parser.nextToken();
      var value = value(parser, "", duplicates);
      checkEnd(parser, text);
      return new StrictJson(value, List.copyOf(duplicates));
    }
  }

  private static void checkEnd(JsonParser parser, byte[] text) throws IOException {
    var end = (int) parser.currentLocation().getByteOffset();
    for (var at = Math.max(0, end); at < text.length; at++) {
      if (!Character.isWhitespace(text[at])) {
        throw new IOException(
            "invalid character '%c' after top-level value".formatted((char) text[at]));
      }
    }
  }

  private static JsonNode value(JsonParser parser, String path, List<String> duplicates)
      throws IOException {
    var nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path, duplicates);
      case START_ARRAY -> array(parser, path, duplicates);
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            default -> nodes.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case null, default -> throw new IOException("unexpected end of JSON input");
    };
  }

  private static ObjectNode object(JsonParser parser, String path, List<String> duplicates)
      throws IOException {
    var object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var inner = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      var value = value(parser, inner, duplicates);
      if (object.replace(name, value) != null) {
        duplicates.add("duplicate field \"" + inner + "\"");
      }
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, String path, List<String> duplicates)
      throws IOException {
    var array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, path + "[" + array.size() + "]", duplicates));
    }
    return array;
  }
}
