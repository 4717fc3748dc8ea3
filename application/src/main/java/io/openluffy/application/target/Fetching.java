package io.openluffy.application.target;

/** How sure one wants to be that a branch has not moved meanwhile. */
public enum Fetching {
  /** Our copy is known to be current. */
  NONE,
  /** The repository is asked unless that was done just now for another application. */
  UNLESS_RECENT,
  ALWAYS
}
