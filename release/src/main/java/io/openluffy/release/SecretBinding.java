package io.openluffy.release;

/**
 * A Helm parameter whose value is secret and resolved when the Application is rendered.
 *
 * @param parameter dotted, such as {@code secrets.apiKey}
 */
public record SecretBinding(String parameter, SecretSource from) {}
