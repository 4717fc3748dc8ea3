package io.openluffy.playground.compared.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;
import io.openluffy.playground.FreshPlayground;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked of both servers, the playground answers as the real one does. */
@AgainstRealApi
class RequestsComparedTest {
  private static final String FOLDER = "requests/";

  /** What looks at all that a server has comes before what adds to it. */
  private static final List<String> FILES =
      List.of(
          "discovery",
          "write",
          "apply",
          "patch",
          "defaults",
          "validation",
          "tables",
          "custom",
          "parts",
          "kubectl",
          "fabric8",
          "luffy");

  private final RealApi real;
  @TempDir Path home;

  RequestsComparedTest(RealApi real) {
    this.real = real;
  }

  @Test
  void theSameRequestHasTheSameAnswer() {
    try (var playground = FreshPlayground.in(home)) {
      var outcome =
          Outcome.of(
              real.kubeconfig(),
              playground.kubeconfig(),
              FILES.stream().map(name -> FOLDER + name + ".yaml").toList(),
              FOLDER + "on-purpose.yaml");
      System.out.println(outcome.inWords());
      assertThat(outcome.unlisted()).as(outcome.inWords()).isEmpty();
      assertThat(outcome.outOfDate())
          .as("on-purpose.yaml has entries for what does not differ")
          .isEmpty();
    }
  }
}
