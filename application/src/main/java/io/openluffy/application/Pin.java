package io.openluffy.application;

import java.time.Instant;

/**
 * Holds an application at an entry of its history after a rollback, so that neither automated sync
 * nor self-heal brings back what was rolled back. A sync by a person to another revision, or
 * removing the annotation {@code openluffy.io/pinned}, ends it.
 *
 * @param revision what it is held at
 * @param by who rolled back
 */
public record Pin(long historyId, String revision, String by, Instant at) {}
