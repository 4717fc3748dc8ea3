package io.openluffy.playground.types;

/** How the entries of a list are told apart when two writers share it. */
public enum ListType {
  /** One owner for the whole list. */
  ATOMIC,
  /** Scalars, each its own key. */
  SET,
  /** Objects, told apart by {@link Schema#listKeys()}. */
  MAP
}
