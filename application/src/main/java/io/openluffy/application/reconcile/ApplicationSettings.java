package io.openluffy.application.reconcile;

import java.time.Duration;

/**
 * How applications are kept.
 *
 * @param resync how often git is asked without any sign of a change
 * @param wavePause between two waves of a sync, so that controllers can act on the first
 * @param operationPoll how often a running operation is looked at without any event
 * @param parallel how many objects of one sync are written at the same time
 */
public record ApplicationSettings(
    String namespace, Duration resync, Duration wavePause, Duration operationPoll, int parallel) {
  public static final ApplicationSettings USUAL =
      new ApplicationSettings(
          "argocd", Duration.ofMinutes(2), Duration.ofSeconds(2), Duration.ofSeconds(5), 8);

  /** One thing after another and without pauses, for tests and simulations. */
  public static final ApplicationSettings PLAIN =
      new ApplicationSettings(
          "argocd", Duration.ofMinutes(2), Duration.ZERO, Duration.ofSeconds(5), 1);
}
