package io.openluffy.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Chooses objects by their labels; all requirements must hold. */
public record LabelSelector(List<Requirement> requirements) {
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  /** How a label is compared. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    ABSENT
  }

  /** One condition on one label; {@code NOT_IN} also holds for an object without the label. */
  public record Requirement(String label, Operator operator, Set<String> values) {
    public Requirement {
      values = java.util.Collections.unmodifiableSet(new TreeSet<>(values));
    }

    boolean matches(Map<String, String> labels) {
      var value = labels.get(label);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case ABSENT -> value == null;
      };
    }

    @Override
    public String toString() {
      var set = "(" + String.join(",", values) + ")";
      return switch (operator) {
        case IN ->
            values.size() == 1 ? label + "=" + values.iterator().next() : label + " in " + set;
        case NOT_IN -> label + " notin " + set;
        case EXISTS -> label;
        case ABSENT -> "!" + label;
      };
    }
  }

  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  public static LabelSelector equalTo(Map<String, String> labels) {
    var found = new ArrayList<Requirement>();
    new TreeMap<>(labels)
        .forEach((label, value) -> found.add(new Requirement(label, Operator.IN, Set.of(value))));
    return new LabelSelector(found);
  }

  public static LabelSelector of(String label, String value) {
    return equalTo(Map.of(label, value));
  }

  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(one -> one.matches(labels));
  }

  /** As the query parameter {@code labelSelector} has it. */
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}
