package io.openluffy.application.spec;

/**
 * The automated policy.
 *
 * @param allowEmpty prune even when nothing would be left
 */
public record AutomatedSync(boolean enabled, boolean prune, boolean selfHeal, boolean allowEmpty) {}
