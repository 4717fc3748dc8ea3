package io.openluffy.promotion;

/** What asked for a promotion. */
public enum Trigger {
  /** The release's pipeline: it became ready, or arrived in the environment before. */
  PIPELINE,
  /** A person. */
  PERSON
}
