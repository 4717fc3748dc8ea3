package io.openluffy.notice;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.kernel.store.Store;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the git hosts. A status that was said twice is the same status, so a crash between telling
 * and writing that down does no harm; only the newest word on a thing is told.
 */
public final class StatusSender implements Reconciler<String> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Store store;
  private final SecretStore secrets;
  private final HttpClient http;
  private final Function<RepositoryUrl, Optional<Address>> addresses;
  private final Function<CommitStatus, String> page;

  /** Where the statuses of a repository go. */
  public record Address(GitHost host, String base) {
    /** By the name of its host. */
    public static Optional<Address> of(RepositoryUrl repository) {
      return GitHost.of(repository)
          .map(host -> new Address(host, "https://" + GitHost.host(repository)));
    }
  }

  /**
   * @param addresses usually {@link Address#of}
   * @param page where people read more about a status
   */
  public StatusSender(
      Store store,
      SecretStore secrets,
      HttpClient http,
      Function<RepositoryUrl, Optional<Address>> addresses,
      Function<CommitStatus, String> page) {
    this.store = store;
    this.secrets = secrets;
    this.http = http;
    this.addresses = addresses;
    this.page = page;
  }

  /** The keys that still have to be sent, for the start. */
  public List<String> due() {
    return store.read(t -> t.list(NoticeTables.COMMIT_STATUS, "due", "yes")).stream()
        .map(CommitStatus::key)
        .toList();
  }

  @Override
  public Outcome reconcile(String key) {
    var found =
        store.read(t -> t.find(NoticeTables.COMMIT_STATUS, key)).filter(CommitStatus::isDue);
    if (found.isEmpty()) {
      return Outcome.done();
    }
    var status = found.get();
    var address = addresses.apply(status.repository());
    var token = token(status.repository());
    if (address.isPresent() && token.isPresent()) {
      var refusal = send(status, address.get(), token.get());
      FaultPoints.at("notice.sent");
      if (refusal.isPresent()) {
        return Outcome.stalled(refusal.get());
      }
    }
    told(status);
    return Outcome.done();
  }

  private Optional<Secret> token(RepositoryUrl repository) {
    var scope = "repository/" + repository;
    return secrets.get(scope, "token").or(() -> secrets.get(scope, "password"));
  }

  /** What is wrong for good; what may pass is thrown and tried again. */
  private Optional<Problem> send(CommitStatus status, Address address, Secret token) {
    var call = StatusCall.of(address.host(), address.base(), status, token, page.apply(status));
    var request =
        HttpRequest.newBuilder(call.address())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "OpenLuffy")
            .header(call.header().getKey(), call.header().getValue().reveal())
            .POST(HttpRequest.BodyPublishers.ofString(call.body()))
            .build();
    var where = Where.of(call.address().getHost());
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return judge(answer.statusCode(), answer.body(), where);
    } catch (IOException e) {
      throw Problem.world(
              "notice.unreachable", "The git host can't be told.", where, "It is tried again.")
          .asException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.world("notice.interrupted", "Telling was interrupted.", where, "")
          .asException(e);
    }
  }

  private static Optional<Problem> judge(int code, String body, Where where) {
    boolean saidBefore = code == 400 && body.contains("Cannot transition status");
    if (code / 100 == 2 || saidBefore) {
      return Optional.empty();
    }
    if (code == 408 || code == 429 || code >= 500) {
      throw Problem.world(
              "notice.refused", "The git host answered " + code + ".", where, "It is tried again.")
          .asException();
    }
    return Optional.of(
        Problem.user(
            "notice.refused",
            "The git host answered " + code + " to a commit status.",
            where,
            "Check that the repository's token may set statuses."));
  }

  /** Unless something newer is to be said by now. */
  private void told(CommitStatus status) {
    store.update(
        Actor.OPENLUFFY,
        transaction ->
            transaction
                .find(NoticeTables.COMMIT_STATUS, status.key())
                .filter(status::equals)
                .ifPresent(now -> transaction.put(NoticeTables.COMMIT_STATUS, now.told())));
  }
}
