package io.openluffy.playground.types.wire;

/**
 * One field of a built-in type.
 *
 * @param name in JSON; empty where the fields of the value are the owner's own
 * @param pointer true where Go tells an empty value from none
 * @param omitsEmpty true where an empty value and an absent one are the same
 */
record WireField(String name, int number, WireShape shape, boolean pointer, boolean omitsEmpty) {

  /** Reads {@code replicas=1:i?}: a mark at the end, if any, says pointer (?) or omitempty (~). */
  static WireField parse(String text) {
    var equals = text.indexOf('=');
    var colon = text.indexOf(':', equals);
    var omits = text.endsWith("~");
    var pointer = text.endsWith("?");
    var end = omits || pointer ? text.length() - 1 : text.length();
    var shape = WireShape.parse(text.substring(colon + 1, end));
    var number = Integer.parseInt(text.substring(equals + 1, colon));
    return new WireField(
        text.substring(0, equals), number, shape, pointer, omits && shape.hasEmptyValue());
  }

  boolean inline() {
    return name.isEmpty();
  }
}
