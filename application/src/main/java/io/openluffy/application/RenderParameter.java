package io.openluffy.application;

import io.openluffy.kernel.secret.Secret;

/**
 * A value handed to the renderer that stands neither in git nor in the Application.
 *
 * @param name as a Helm parameter, such as {@code secrets.apiKey}
 * @param version changes with the value and tells nothing of it
 */
public record RenderParameter(String name, Secret value, String version) {}
