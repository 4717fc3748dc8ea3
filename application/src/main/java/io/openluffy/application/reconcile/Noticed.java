package io.openluffy.application.reconcile;

/**
 * The moment at which an event told of a change.
 *
 * @param nanos of {@link System#nanoTime()}
 */
record Noticed(long nanos) {}
