package io.openluffy.application.sync;

import java.util.List;

/** How the operation stands after one call of the sync loop. */
public record StepAnswer(RunPhase phase, String message, List<ResourceResult> results) {
  public StepAnswer {
    results = List.copyOf(results);
  }
}
