package io.openluffy.playground.api.logs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which lines of a container are asked for.
 *
 * @param previous of the run before the last restart
 * @param tail at most that many of the last lines
 * @param since only what was written from then on
 * @param limitBytes at most that many bytes
 */
public record LogRequest(
    String container,
    boolean follow,
    boolean previous,
    boolean timestamps,
    OptionalLong tail,
    Optional<Instant> since,
    OptionalLong limitBytes) {}
