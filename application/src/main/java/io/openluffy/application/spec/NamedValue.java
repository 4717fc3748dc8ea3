package io.openluffy.application.spec;

/** A name with its value. */
public record NamedValue(String name, String value) {}
