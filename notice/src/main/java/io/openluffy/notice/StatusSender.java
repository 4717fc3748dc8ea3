package io.openluffy.notice;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.kernel.store.Store;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the git hosts. That a status is about to be told is written down first: who finds that so,
 * after a crash or a lost answer, asks the host before it is told again. Only the newest word on a
 * thing is told.
 */
public final class StatusSender implements Reconciler<String> {
  private final Store store;
  private final SecretStore secrets;
  private final HostCalls calls;
  private final Function<RepositoryUrl, Optional<HostAddress>> addresses;
  private final Function<CommitStatus, String> page;

  /**
   * @param addresses usually {@link HostDirectory#of}
   * @param page where people read more about a status
   */
  public StatusSender(
      Store store,
      SecretStore secrets,
      HttpClient http,
      Function<RepositoryUrl, Optional<HostAddress>> addresses,
      Function<CommitStatus, String> page) {
    this.store = store;
    this.secrets = secrets;
    this.calls = new HostCalls(http);
    this.addresses = addresses;
    this.page = page;
  }

  /** The keys that still have to be sent, for the start. */
  public List<String> due() {
    return List.of(CommitStatus.DUE, CommitStatus.BEGUN).stream()
        .flatMap(due -> store.read(t -> t.list(NoticeTables.COMMIT_STATUS, "due", due)).stream())
        .map(CommitStatus::key)
        .toList();
  }

  @Override
  public Outcome reconcile(String key) {
    var found =
        store.read(t -> t.find(NoticeTables.COMMIT_STATUS, key)).filter(CommitStatus::isDue);
    if (found.isEmpty()) {
      return Outcome.over();
    }
    var status = found.get();
    var account = HostAccount.of(status.repository(), secrets);
    var address = account.flatMap(any -> addresses.apply(status.repository()));
    if (address.isEmpty()) {
      replace(status, status.told());
      return Outcome.over();
    }
    return tell(status, address.get(), account.orElseThrow());
  }

  private Outcome tell(CommitStatus status, HostAddress to, HostAccount account) {
    var call = StatusCall.of(to, status, page.apply(status));
    var header = account.header(to.host());
    var begun = status.begun();
    if (!status.equals(begun)) {
      replace(status, begun);
    } else if (calls.isKnown(call, header)) {
      replace(begun, begun.told());
      return Outcome.over();
    }
    var refusal = calls.tell(call, header);
    FaultPoints.at("notice.sent");
    if (refusal.isPresent()) {
      return Outcome.stalled(refusal.get());
    }
    replace(begun, begun.told());
    return Outcome.over();
  }

  /** Unless something newer is to be said by now. */
  private void replace(CommitStatus before, CommitStatus after) {
    store.update(
        Actor.OPENLUFFY,
        transaction ->
            transaction
                .find(NoticeTables.COMMIT_STATUS, before.key())
                .filter(before::equals)
                .ifPresent(now -> transaction.put(NoticeTables.COMMIT_STATUS, after)));
  }
}
