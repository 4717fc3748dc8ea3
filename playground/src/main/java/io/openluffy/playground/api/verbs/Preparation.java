package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.defaults.Defaults;
import io.openluffy.playground.types.rules.WriteRules;
import io.openluffy.playground.types.validation.FieldError;
import io.openluffy.playground.types.validation.Validation;
import java.util.List;

/** Makes of what a writer sent what may be stored: defaults, and only what this door may change. */
final class Preparation {
  private Preparation() {}

  /** Changes the object, which must be the caller's own. */
  static ObjectNode ofChange(Target target, ObjectNode before, ObjectNode after) {
    Defaults.apply(target.type(), after);
    return WriteRules.updated(target.type(), target.subresource(), before, after);
  }

  static void checkNew(ResourceType type, ObjectNode object) {
    check(type, object, Validation.ofCreate(type, object));
  }

  static void checkChange(Target target, ObjectNode before, ObjectNode after) {
    switch (target.subresource()) {
      case "", "scale" ->
          check(target.type(), after, Validation.ofUpdate(target.type(), before, after));
      case "status" ->
          check(target.type(), after, Validation.ofStatusUpdate(target.type(), before, after));
      default -> {}
    }
  }

  static void check(ResourceType type, ObjectNode object, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw VerbErrors.invalid(type, object.path("metadata").path("name").asText(), errors);
    }
  }
}
