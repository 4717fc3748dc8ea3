package io.openluffy.kernel;

/** Whose a problem is: who has to act so that it goes away. */
public enum Blame {
  /** Somebody has to change what they wrote or asked for. */
  USER,
  /** Something outside failed; trying again later may work. */
  WORLD,
  /** We are wrong. */
  BUG
}
