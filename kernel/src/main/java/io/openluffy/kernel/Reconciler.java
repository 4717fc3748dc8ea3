package io.openluffy.kernel;

/**
 * The loop body of one noun: load, guard, gather facts, ask the rules, record, act.
 *
 * @param <K> the key; {@code equals} and {@code hashCode} by value, {@code toString} readable
 */
@FunctionalInterface
public interface Reconciler<K> {
  Outcome reconcile(K key);
}
