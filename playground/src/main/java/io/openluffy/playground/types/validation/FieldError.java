package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One complaint about one field.
 *
 * @param field its path: {@code spec.template.spec.containers[0].image}
 * @param value what was found there, as messages print it; empty if it is not printed
 */
public record FieldError(FieldErrorType type, String field, String value, String detail) {

  /** As Kubernetes words it: {@code spec.replicas: Invalid value: -1: must be …}. */
  public String message() {
    return field + ": " + withoutField();
  }

  private String withoutField() {
    var text = new StringBuilder(type.words());
    if (!value.isEmpty()) {
      text.append(": ").append(value);
    }
    if (!detail.isEmpty()) {
      text.append(": ").append(detail);
    }
    return text.toString();
  }

  /** The entry of a Status' {@code details.causes}. */
  public ObjectNode cause() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", type.reason())
        .put("message", withoutField())
        .put("field", field);
  }

  /** All complaints on one line, as a Status' message has them. */
  public static String inWords(List<FieldError> errors) {
    if (errors.size() == 1) {
      return errors.getFirst().message();
    }
    return errors.stream()
        .map(FieldError::message)
        .distinct()
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
