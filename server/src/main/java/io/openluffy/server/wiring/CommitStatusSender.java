package io.openluffy.server.wiring;

import io.openluffy.notice.HostDirectory;
import io.openluffy.notice.StatusSender;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;

/** Gives the notices their way out. */
final class CommitStatusSender {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CommitStatusSender() {}

  static StatusSender of(Storage storage, Supplier<String> pageUrl) {
    var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    return new StatusSender(
        storage.store(),
        storage.secrets(),
        http,
        new HostDirectory(http)::of,
        status -> pageUrl.get() + place(status.about().orElse("")));
  }

  /** The page of what a status is about: the release, its promotion, or the project's pipelines. */
  static String place(String about) {
    int slash = about.indexOf('/');
    var key = about.substring(slash + 1);
    return switch (about.substring(0, Math.max(0, slash))) {
      case "release" -> "/releases/" + key;
      case "promotion" -> "/promotions/" + key;
      case "project" -> "/pipelines/" + key;
      default -> "/pipelines";
    };
  }
}
