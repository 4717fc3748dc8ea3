package io.openluffy.playground.types.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one built-in type, by number. */
final class WireType {
  private final Map<Integer, WireField> fields = new HashMap<>();

  WireType(List<String> words) {
    for (var word : words) {
      var field = WireField.parse(word);
      fields.put(field.number(), field);
    }
  }

  Optional<WireField> field(int number) {
    return Optional.ofNullable(fields.get(number));
  }

  List<WireField> all() {
    return new ArrayList<>(fields.values());
  }
}
