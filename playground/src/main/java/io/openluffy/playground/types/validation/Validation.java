package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import java.util.List;

/** Says what is wrong with an object, after defaulting; an empty list means nothing. */
public final class Validation {
  private Validation() {}

  public static List<FieldError> ofCreate(ResourceType type, ObjectNode object) {
    return List.of();
  }

  public static List<FieldError> ofUpdate(ResourceType type, ObjectNode before, ObjectNode after) {
    return List.of();
  }

  public static List<FieldError> ofStatusUpdate(
      ResourceType type, ObjectNode before, ObjectNode after) {
    return List.of();
  }
}
