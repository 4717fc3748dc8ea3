package io.openluffy.playground.types.validation;

/** The kinds of complaint that the API makes about one field. */
public enum FieldErrorType {
  REQUIRED("FieldValueRequired", "Required value"),
  INVALID("FieldValueInvalid", "Invalid value"),
  DUPLICATE("FieldValueDuplicate", "Duplicate value"),
  NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
  FORBIDDEN("FieldValueForbidden", "Forbidden"),
  NOT_FOUND("FieldValueNotFound", "Not found"),
  TOO_LONG("FieldValueTooLong", "Too long"),
  TOO_MANY("FieldValueTooMany", "Too many"),
  TYPE_INVALID("FieldValueTypeInvalid", "Invalid value");

  private final String reason;
  private final String words;

  FieldErrorType(String reason, String words) {
    this.reason = reason;
    this.words = words;
  }

  /** The {@code reason} of a Status cause. */
  public String reason() {
    return reason;
  }

  /** How messages begin. */
  public String words() {
    return words;
  }
}
