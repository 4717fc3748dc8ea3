package io.openluffy.playground.controllers;

import io.openluffy.playground.controllers.pods.PodTimes;

/**
 * What the simulated cluster is told at its start.
 *
 * @param times how long things take on the node
 * @param certificate of the API server's authority, PEM, for {@code kube-root-ca.crt}
 */
public record ControllerSettings(PodTimes times, String certificate) {
  public static ControllerSettings usual(String certificate) {
    return new ControllerSettings(PodTimes.usual(), certificate);
  }
}
