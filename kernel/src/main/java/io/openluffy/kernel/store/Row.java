package io.openluffy.kernel.store;

/**
 * One row as it is kept.
 *
 * @param version new with each write of the row, never used twice in a store
 * @param document JSON
 */
record Row(String key, long version, String document) {}
