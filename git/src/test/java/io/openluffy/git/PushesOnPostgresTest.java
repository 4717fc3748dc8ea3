package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.webhook.Webhooks;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.store.PostgresStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tables and indexes in the real database. */
class PushesOnPostgresTest {
  private static final RepositoryUrl URL = new RepositoryUrl("https://git.example/team/app.git");
  private static final Actor ADA = new Actor("ada", Door.GIT);

  @TempDir Path home;

  @Test
  void pushesOfManyBranchesAtOnceAreRecordedOnceAndInOrder() throws Exception {
    var clock = SettableClock.atNoon();
    try (var postgres = EmbeddedPostgres.start(home);
        var store = PostgresStore.open(postgres.address(), clock)) {
      var pushes = new Pushes(store, clock, any -> Optional.empty());
      pushes.watch(ADA, URL, true);

      pushAtOnce(pushes);

      var all = pushes.last(URL, 100).reversed();
      assertThat(all).hasSize(20).extracting(Push::id).isSorted().doesNotHaveDuplicates();
      List<Push> ofOne = store.read(t -> pushes.waiting(t, URL, "topic-1"));
      assertThat(ofOne)
          .extracting(Push::after)
          .containsExactly(
              Optional.of(id(0)),
              Optional.of(id(1)),
              Optional.of(id(2)),
              Optional.of(id(3)),
              Optional.of(id(4)));
      assertThat(pushes.heads(URL)).hasSize(4).containsEntry("topic-0", id(4));
      settlesAnIntent(pushes);
      takesAWebhook(store, pushes, clock);
      assertThat(store.journal().verify()).isEmpty();
    }
  }

  private static void pushAtOnce(Pushes pushes) throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var jobs = new ArrayList<Callable<Void>>();
      for (var thread = 0; thread < 8; thread++) {
        // Two report the same moves, as a webhook and a poll do.
        var branch = "topic-" + thread % 4;
        jobs.add(
            () -> {
              for (var i = 0; i < 5; i++) {
                var before = i == 0 ? Optional.<CommitId>empty() : Optional.of(id(i - 1));
                pushes.moved(URL, branch, before, id(i), ADA);
              }
              return null;
            });
      }
      for (var done : threads.invokeAll(jobs)) {
        done.get();
      }
    }
  }

  private static void settlesAnIntent(Pushes pushes) {
    var intent = new PushIntent(URL, "topic-0", Optional.of(id(4)), Optional.of(id(9)), true, ADA);
    pushes.intend(ADA, List.of(intent));
    assertThat(pushes.intents()).containsExactly(intent);
    pushes.settle(ADA, List.of(intent), List.of());

    assertThat(pushes.intents()).isEmpty();
    assertThat(pushes.last(URL, 1).getFirst().forced()).isTrue();
  }

  private static void takesAWebhook(PostgresStore store, Pushes pushes, SettableClock clock) {
    var looks = new ArrayList<RepositoryUrl>();
    var webhooks = new Webhooks(store, new InMemorySecretStore(), pushes, looks::add, clock);
    var body = "{\"ref\":\"refs/heads/x\",\"repository\":{\"html_url\":\"" + URL + "\"}}";

    var answer =
        webhooks.receive(
            name -> name.startsWith("X-GitHub") ? Optional.of("push") : Optional.empty(),
            body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(looks).containsExactly(URL);
  }

  private static CommitId id(int number) {
    return new CommitId(String.format("%040x", number + 1));
  }
}
