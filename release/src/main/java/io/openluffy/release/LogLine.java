package io.openluffy.release;

import java.time.Instant;

/**
 * A line of a build log.
 *
 * @param number 1-based within its release
 * @param image the image it is about; empty when it is about the release
 */
public record LogLine(long number, Instant at, String image, String text) {}
