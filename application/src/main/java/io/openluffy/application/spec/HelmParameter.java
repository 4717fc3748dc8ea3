package io.openluffy.application.spec;

/**
 * One {@code --set}.
 *
 * @param forceString a number or a boolean stays text
 */
public record HelmParameter(String name, String value, boolean forceString) {}
