package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.patch.GoText;
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
          expected("map", "&{" + GoText.of(value) + "}", path);
        }
      }
      case LIST -> {
        if (value.isArray()) {
          items(schema, value, path);
        } else {
          expected("list", "&{" + GoText.of(value) + "}", path);
        }
      }
      case STRING -> {
        if (!value.isTextual() && !isAmount(schema, value)) {
          expected("string", "&value.valueUnstructured{Value:" + value + "}", path);
        }
      }
      case BOOLEAN -> {
        if (!value.isBoolean()) {
          expected("boolean", "&{" + GoText.of(value) + "}", path);
        }
      }
      case INTEGER, NUMBER -> {
        if (!value.isNumber()) {
          expected("numeric (int or float)", GoText.type(value), path);
        }
      }
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
      if (schema.listKeys().stream().allMatch(k -> ListItems.key(schema, item, k).isEmpty())) {
        errors.add(
            path
                + ": element "
                + index
                + ": associative list with keys has an element that omits all key fields "
                + GoText.quoted(schema.listKeys())
                + " (and doesn't have default values for any key fields)");
      }
      index++;
    }
  }

  private void expected(String wanted, String got, String path) {
    errors.add(path + ": expected " + wanted + ", got " + got);
  }
}
