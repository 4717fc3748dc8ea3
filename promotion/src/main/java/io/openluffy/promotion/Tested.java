package io.openluffy.promotion;

/** Whether the same content has arrived in the environment that tests it. */
public enum Tested {
  TESTED,
  UNTESTED,
  /** It was there and failed. */
  FAILED
}
