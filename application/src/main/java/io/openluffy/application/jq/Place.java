package io.openluffy.application.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value, and where in the document it is.
 *
 * @param path empty for a value that was computed
 */
record Place(Optional<List<Step>> path, JsonNode value) {
  static Place computed(JsonNode value) {
    return new Place(Optional.empty(), value);
  }

  Place in(Step step, JsonNode inner) {
    return new Place(
        path.map(
            way -> {
              var longer = new ArrayList<>(way);
              longer.add(step);
              return List.copyOf(longer);
            }),
        inner);
  }
}
