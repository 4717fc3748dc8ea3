package io.openluffy.server.real;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of each step that a client took, told so that two registries can be compared. */
final class Story {
  private final Map<String, String> outcomes = new LinkedHashMap<>();

  void tell(String step, String outcome) {
    if (outcomes.put(step, outcome) != null) {
      throw new IllegalArgumentException("told before: " + step);
    }
  }

  int steps() {
    return outcomes.size();
  }

  /** By step, where they are not the same: mine and the other's. */
  Map<String, List<String>> differences(Story other) {
    var found = new LinkedHashMap<String, List<String>>();
    var all = new ArrayList<>(outcomes.keySet());
    all.addAll(other.outcomes.keySet());
    for (var step : all) {
      var here = outcomes.getOrDefault(step, "-");
      var there = other.outcomes.getOrDefault(step, "-");
      if (!here.equals(there)) {
        found.put(step, List.of(here, there));
      }
    }
    return found;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    outcomes.forEach(
        (step, outcome) -> text.append(step).append(": ").append(outcome).append('\n'));
    return text.toString();
  }
}
