package io.openluffy.application;

import java.util.Optional;

/** How an object or an application is doing, from best to worst. */
public enum Health {
  HEALTHY("Healthy"),
  SUSPENDED("Suspended"),
  PROGRESSING("Progressing"),
  MISSING("Missing"),
  DEGRADED("Degraded"),
  UNKNOWN("Unknown");

  private final String text;

  Health(String text) {
    this.text = text;
  }

  /** As Argo CD writes it. */
  public String text() {
    return text;
  }

  public boolean worseThan(Health other) {
    return compareTo(other) > 0;
  }

  public static Optional<Health> of(String text) {
    for (var one : values()) {
      if (one.text.equals(text)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
