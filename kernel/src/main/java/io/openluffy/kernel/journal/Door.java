package io.openluffy.kernel.journal;

/** The way somebody or something came in. */
public enum Door {
  PAGE,
  CLI,
  API,
  GIT,
  WEBHOOK,
  KUBECTL,
  POLL,
  CONTROLLER
}
