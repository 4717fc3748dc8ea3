package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.ListType;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.SchemaKind;
import java.util.ArrayList;
import java.util.List;

/** Says why an applied object does not fit its schema, in the words of structured merge. */
final class TypedCheck {
  private final List<String> errors = new ArrayList<>();

  private TypedCheck() {}

  static List<String> errors(Schema schema, JsonNode object) {
    var check = new TypedCheck();
    check.value(schema, object, "");
    return check.errors;
  }

  private void value(Schema schema, JsonNode value, String path) {
    if (value.isNull()) {
      return;
    }
    switch (schema.kind()) {
      case OBJECT, MAP -> {
        if (value.isObject()) {
          fields(schema, value, path);
        } else {
          expected("map", value, path);
        }
      }
      case LIST -> {
        if (value.isArray()) {
          items(schema, value, path);
        } else {
          expected("list", value, path);
        }
      }
      case STRING -> check(value.isTextual() || isAmount(schema, value), "string", value, path);
      case BOOLEAN -> check(value.isBoolean(), "boolean", value, path);
      case INTEGER, NUMBER -> check(value.isNumber(), "numeric (int or float)", value, path);
      case INT_OR_STRING, ANY -> {}
    }
  }

  /** Amounts may be written as numbers, too: {@code cpu: 2}. */
  private static boolean isAmount(Schema schema, JsonNode value) {
    return value.isNumber() && schema.definition().endsWith(".Quantity");
  }

  private void fields(Schema schema, JsonNode object, String path) {
    for (var entry : object.properties()) {
      var inner = path + "." + entry.getKey();
      var child = schema.child(entry.getKey());
      if (child.isPresent()) {
        value(child.get(), entry.getValue(), inner);
      } else if (schema.kind() == SchemaKind.OBJECT && !schema.preservesUnknown()) {
        errors.add(inner + ": field not declared in schema");
      }
    }
  }

  private void items(Schema schema, JsonNode list, String path) {
    if (schema.listType() == ListType.MAP) {
      keys(schema, list, path);
    }
    if (schema.listType() != ListType.ATOMIC) {
      ListItems.of(schema, list)
          .repeated()
          .forEach(
              e -> errors.add(path + ": duplicate entries for key " + PathElements.inWords(e)));
    }
    var index = 0;
    for (var item : list) {
      var element =
          schema.listType() == ListType.ATOMIC
              ? "[" + index++ + "]"
              : PathElements.inWords(ListItems.element(schema, item));
      value(Layout.items(schema), item, path + element);
    }
  }

  private void keys(Schema schema, JsonNode list, String path) {
    var index = 0;
    for (var item : list) {
      for (var key : schema.listKeys()) {
        if (ListItems.key(schema, item, key).isEmpty()) {
          errors.add(
              path
                  + ": element "
                  + index
                  + ": associative list with keys has an element that omits key field \""
                  + key
                  + "\" (and doesn't have default value)");
        }
      }
      index++;
    }
  }

  private void check(boolean fits, String wanted, JsonNode value, String path) {
    if (!fits) {
      expected(wanted, value, path);
    }
  }

  private void expected(String wanted, JsonNode value, String path) {
    errors.add(path + ": expected " + wanted + ", got &{" + value.asText(value.toString()) + "}");
  }
}
