package io.openluffy.git.webhook;

import java.util.Optional;
import java.util.function.Function;

/**
 * The git hosts we know, in the order they are asked for: some send the headers of others too.
 *
 * <p>Each by the header that tells it, and that which names a delivery.
 */
enum Sender {
  AZURE("X-Vss-Activityid", "X-Vss-Activityid"),
  GITEA("X-Gitea-Event", "X-Gitea-Delivery"),
  GOGS("X-Gogs-Event", "X-Gogs-Delivery"),
  GITHUB("X-GitHub-Event", "X-GitHub-Delivery"),
  GITLAB("X-Gitlab-Event", "X-Gitlab-Event-UUID"),
  BITBUCKET("X-Hook-UUID", "X-Request-UUID"),
  BITBUCKET_SERVER("X-Event-Key", "X-Request-Id");

  private final String header;
  private final String deliveryHeader;

  Sender(String header, String deliveryHeader) {
    this.header = header;
    this.deliveryHeader = deliveryHeader;
  }

  static Optional<Sender> of(Function<String, Optional<String>> headers) {
    for (var sender : values()) {
      if (headers.apply(sender.header).isPresent()) {
        return Optional.of(sender);
      }
    }
    return Optional.empty();
  }

  /** The kind of event, as the host names it. */
  String event(Function<String, Optional<String>> headers) {
    var name = this == BITBUCKET ? "X-Event-Key" : header;
    return this == AZURE ? "git.push" : headers.apply(name).orElse("");
  }

  /** The same for each attempt to deliver one thing, and for nothing else. */
  Optional<String> delivery(Function<String, Optional<String>> headers) {
    var ofAttempts = this == GITLAB ? headers.apply("Idempotency-Key") : Optional.<String>empty();
    return ofAttempts.or(() -> headers.apply(deliveryHeader));
  }
}
