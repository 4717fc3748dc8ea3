package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.playground.types.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is wrong with one object. */
final class Complaints {
  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> all() {
    return List.copyOf(errors);
  }

  int count() {
    return errors.size();
  }

  void required(FieldPath at, String detail) {
    add(FieldErrorType.REQUIRED, at, "", detail);
  }

  void invalid(FieldPath at, JsonNode value, String detail) {
    add(FieldErrorType.INVALID, at, printed(value), detail);
  }

  void invalid(FieldPath at, String value, String detail) {
    invalid(at, JsonNodeFactory.instance.textNode(value), detail);
  }

  void typeInvalid(FieldPath at, String typeFound, String detail) {
    add(FieldErrorType.TYPE_INVALID, at, quoted(typeFound), detail);
  }

  void duplicate(FieldPath at, JsonNode value) {
    add(FieldErrorType.DUPLICATE, at, printed(value), "");
  }

  void unsupported(FieldPath at, JsonNode value, List<String> supported) {
    var words = supported.stream().map(Complaints::quoted).collect(Collectors.joining(", "));
    add(FieldErrorType.NOT_SUPPORTED, at, printed(value), "supported values: " + words);
  }

  void forbidden(FieldPath at, String detail) {
    add(FieldErrorType.FORBIDDEN, at, "", detail);
  }

  void notFound(FieldPath at, JsonNode value) {
    add(FieldErrorType.NOT_FOUND, at, printed(value), "");
  }

  void tooLong(FieldPath at, long most) {
    add(FieldErrorType.TOO_LONG, at, "", "may not be more than " + most + " bytes");
  }

  void tooMany(FieldPath at, long found, long most) {
    var value = Long.toString(found);
    add(FieldErrorType.TOO_MANY, at, value, "must have at most " + most + " items");
  }

  /** Each message as an invalid value of the same field. */
  void invalid(FieldPath at, String value, List<String> details) {
    details.forEach(detail -> invalid(at, value, detail));
  }

  private void add(FieldErrorType type, FieldPath at, String value, String detail) {
    errors.add(new FieldError(type, at.toString(), value, detail));
  }

  private static String printed(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "null";
    }
    return value.isTextual() ? quoted(value.asText()) : value.toString();
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }
}
