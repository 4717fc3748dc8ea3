package io.openluffy.playground.compared.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;
import io.openluffy.playground.FreshPlayground;
import io.openluffy.playground.compared.requests.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@AgainstRealApi
final class WatchingTest {
  private static final List<String> FILES =
      List.of(
          "watching/lists.yaml",
          "watching/paging.yaml",
          "watching/watches.yaml",
          "watching/initial.yaml",
          "watching/deletes.yaml",
          "watching/owners.yaml");

  private final RealApi api;
  @TempDir private Path home;

  WatchingTest(RealApi api) {
    this.api = api;
  }

  @Test
  void listsWatchesAndDeletesAreAnsweredAsByTheRealServer() {
    try (var playground = FreshPlayground.in(home);
        var expired = Expired.begin(api, playground.kubeconfig())) {
      var outcome =
          Outcome.ofAll(
              api.kubeconfig(), playground.kubeconfig(), FILES, "watching/on-purpose.yaml");
      System.out.println("lists, watches and deletes: " + outcome.inWords());
      assertThat(outcome.unlisted()).isEmpty();
      assertThat(outcome.outOfDate()).isEmpty();
      assertThat(expired.differing()).isEmpty();
    }
  }
}
