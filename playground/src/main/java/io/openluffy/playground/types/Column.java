package io.openluffy.playground.types;

/**
 * One column of a kind's table.
 *
 * @param priority 0 is always shown, 1 only when asked wide
 * @param jsonPath where a custom resource keeps the value; empty for built-in kinds
 */
public record Column(
    String name, String type, String format, String description, int priority, String jsonPath) {}
