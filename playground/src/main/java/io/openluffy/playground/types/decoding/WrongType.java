package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.FieldPath;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.SchemaKind;

/** Ends the reading of a body at the first value that its field can't hold; stays in here. */
final class WrongType extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String words;

  WrongType(String words) {
    super(words, null, false, false);
    this.words = words;
  }

  @Override
  public String getMessage() {
    return words;
  }

  /** As Go says it: {@code json: cannot unmarshal string into Go struct field …}. */
  static WrongType of(JsonNode value, Schema owner, FieldPath path, Schema wanted) {
    return new WrongType(
        "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
            .formatted(
                described(value, wanted),
                lastPart(owner.definition()),
                path.withoutIndexes(),
                goType(wanted)));
  }

  private static String described(JsonNode value, Schema wanted) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case ARRAY -> "array";
      case OBJECT -> "object";
      case NUMBER -> wanted.kind() == SchemaKind.INTEGER ? "number " + value.asText() : "number";
      default -> "null";
    };
  }

  static String goType(Schema schema) {
    return switch (schema.kind()) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> "float64";
      case INTEGER -> schema.format().isEmpty() ? "int" : schema.format();
      case LIST -> "[]" + schema.items().map(WrongType::goType).orElse("interface {}");
      case MAP -> "map[string]" + schema.values().map(WrongType::goType).orElse("interface {}");
      case OBJECT, INT_OR_STRING, ANY -> lastTwoParts(schema.definition());
    };
  }

  private static String lastPart(String definition) {
    return definition.substring(definition.lastIndexOf('.') + 1);
  }

  private static String lastTwoParts(String definition) {
    var last = definition.lastIndexOf('.');
    return definition.substring(definition.lastIndexOf('.', last - 1) + 1);
  }
}
