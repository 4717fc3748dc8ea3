package io.openluffy.playground.types.wire;

/** How one value is written in protobuf, and what it is in JSON. */
sealed interface WireShape {
  /** Values that are written by rules of their own. */
  enum Single implements WireShape {
    TEXT('s'),
    NUMBER('i'),
    FRACTION('d'),
    FLAG('b'),
    BYTES('y'),
    QUANTITY('Q'),
    INT_OR_STRING('I'),
    TIME('T'),
    MICRO_TIME('U'),
    /** JSON as it is. */
    RAW('R'),
    /** A message that does nothing but hold texts. */
    TEXTS('V'),
    SCHEMA_OR_ARRAY('A'),
    SCHEMA_OR_FLAG('B'),
    SCHEMA_OR_TEXTS('S');

    private final char letter;

    Single(char letter) {
      this.letter = letter;
    }
  }

  record ListOf(WireShape entry) implements WireShape {}

  /** Keys are always texts. */
  record MapOf(WireShape value) implements WireShape {}

  /** Another type by the name of its definition. */
  record Message(String definition) implements WireShape {}

  /**
   * Reads a shape as the resource writes it: a letter, {@code [shape}, <code>{shape</code>, or a
   * name.
   */
  static WireShape parse(String text) {
    return switch (text.charAt(0)) {
      case '[' -> new ListOf(parse(text.substring(1)));
      case '{' -> new MapOf(parse(text.substring(1)));
      default -> text.length() == 1 ? single(text.charAt(0)) : new Message(text);
    };
  }

  private static WireShape single(char letter) {
    for (var shape : Single.values()) {
      if (shape.letter == letter) {
        return shape;
      }
    }
    throw new IllegalStateException("no shape has the letter " + letter);
  }

  /** Whether Go leaves out an empty value of this shape where the field says omitempty. */
  default boolean hasEmptyValue() {
    return switch (this) {
      case ListOf list -> true;
      case MapOf map -> true;
      case Message message -> false;
      case Single single ->
          switch (single) {
            case TEXT, NUMBER, FRACTION, FLAG, BYTES, TEXTS -> true;
            case QUANTITY, INT_OR_STRING, TIME, MICRO_TIME, RAW -> false;
            case SCHEMA_OR_ARRAY, SCHEMA_OR_FLAG, SCHEMA_OR_TEXTS -> false;
          };
    };
  }
}
