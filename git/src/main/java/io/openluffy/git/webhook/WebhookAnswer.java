package io.openluffy.git.webhook;

/** What a git host is told: a status and a sentence for the page that shows its deliveries. */
public record WebhookAnswer(int status, String message) {}
