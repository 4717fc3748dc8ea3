package io.openluffy.playground.api.select;

import com.fasterxml.jackson.databind.JsonNode;

/** The objects of a collection that match both selectors. */
public record Selection(LabelSelector labels, FieldSelector fields) {
  public boolean matches(JsonNode object) {
    return labels.matches(object) && fields.matches(object);
  }

  /** Whether every object matches. */
  public boolean isAll() {
    return labels.isEmpty() && fields.isEmpty();
  }
}
