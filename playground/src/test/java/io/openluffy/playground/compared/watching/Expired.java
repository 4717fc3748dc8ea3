package io.openluffy.playground.compared.watching;

import io.openluffy.ground.RealApi;
import io.openluffy.playground.compared.requests.Comparing;
import io.openluffy.playground.compared.requests.Differing;
import io.openluffy.playground.compared.requests.Peer;
import io.openluffy.playground.compared.requests.RequestCase;
import io.openluffy.playground.compared.requests.RequestCases;
import io.openluffy.playground.compared.requests.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks both servers for what they have forgotten. The real one's store is compacted, which it
 * notices some seconds later: others may use them. The playground forgets when much is written.
 */
final class Expired implements AutoCloseable {
  private static final String FILE = "watching/expired.yaml";
  private static final int LONG = 900_000;

  /** More than the playground remembers. */
  private static final int WRITES = 100;

  private final Peer theirs;
  private final Peer ours;
  private final Comparing comparing;
  private final List<RequestCase> cases;
  private final List<Differing> differing = new ArrayList<>();
  private final boolean isForgotten;

  private Expired(RealApi api, Path playground) {
    theirs = Peer.of(api.kubeconfig());
    ours = Peer.of(playground);
    comparing = new Comparing(theirs, ours);
    var namespace = comparing.namespace(FILE);
    cases = RequestCases.read(FILE, namespace);
    differing.addAll(comparing.differing(cases.getFirst()));
    isForgotten = api.forget(comparing.theirs("now"));
    if (isForgotten) {
      write(namespace);
    }
  }

  static Expired begin(RealApi api, Path playground) {
    return new Expired(api, playground);
  }

  private void write(String namespace) {
    var path = "/api/v1/namespaces/" + namespace + "/configmaps";
    ask("POST", path, "{\"metadata\": {\"name\": \"long\"}}");
    for (var i = 0; i < WRITES; i++) {
      var text = Character.toString('a' + i % 26).repeat(LONG);
      var body = "{\"metadata\": {\"name\": \"long\"}, \"data\": {\"a\": \"" + text + "\"}}";
      ask("PUT", path + "/long", body);
    }
  }

  private void ask(String method, String path, String body) {
    var answer =
        ours.ask(
            new Step(
                path,
                method,
                path,
                Map.of("Content-Type", "application/json"),
                Optional.of(body.getBytes(StandardCharsets.UTF_8)),
                List.of(),
                Optional.empty(),
                Map.of()));
    if (answer.status() >= 300) {
      throw new AssertionError("refused: " + answer.tree());
    }
  }

  /** What is told otherwise; of a cluster that is not ours only what was before. */
  List<Differing> differing() {
    if (isForgotten) {
      differing.addAll(comparing.differing(cases.getLast()));
    }
    System.out.printf(
        "what is forgotten: %d requests, %d differ%n", comparing.asked(), differing.size());
    return differing;
  }

  @Override
  public void close() {
    comparing.cleanUp();
    theirs.close();
    ours.close();
  }
}
