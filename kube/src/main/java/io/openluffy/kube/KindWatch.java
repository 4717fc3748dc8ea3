package io.openluffy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a kind and follows it: resumes where the connection broke, lists anew when the server no
 * longer knows that place, and tells what changed in between.
 */
final class KindWatch implements Watch {
  private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final String PAGE = "500";
  private static final String LIFE = "290";

  /** The server ends a watch before that; later the connection is dead and nobody told us. */
  private static final Duration SILENCE = Duration.ofSeconds(330);

  /** What has to be remembered of an object to tell that it changed or went. */
  private record Told(GroupVersionKind kind, String uid, String version) {
    static Told of(Manifest object) {
      return new Told(object.gvk(), object.uid(), object.resourceVersion());
    }

    Manifest gone(ResourceKey key) {
      return Manifest.named(kind, key.namespace(), key.name())
          .with(
              json -> {
                json.withObject("/metadata").put("uid", uid).put("resourceVersion", version);
                return json;
              });
    }
  }

  private final ApiClient client;
  private final String path;
  private final WatchListener listener;
  private final Map<ResourceKey, Told> told = new HashMap<>();
  private final AtomicReference<@Nullable LineStream> open = new AtomicReference<>();
  private volatile boolean closed;
  private boolean ready;
  private String version = "";

  KindWatch(ApiClient client, String path, WatchListener listener) {
    this.client = client;
    this.path = path;
    this.listener = listener;
  }

  KindWatch start() {
    Thread.ofVirtual().name("watch " + path).start(this::run);
    return this;
  }

  private void run() {
    var pause = FIRST_PAUSE;
    while (!closed) {
      try {
        if (version.isEmpty()) {
          list();
        }
        if (!follow() && !closed) {
          // A server that ends its answers at once must not be asked without a break.
          sleep(FIRST_PAUSE);
        }
        pause = FIRST_PAUSE;
      } catch (ProblemException e) {
        if (!keepsPlace(e)) {
          version = "";
        }
        if (!closed && !KubeProblems.is(e, KubeProblems.GONE)) {
          LOG.atWarn()
              .addKeyValue("path", path)
              .addKeyValue("problem", e.problem().inWords())
              .log("A watch broke off");
          sleep(pause);
          pause = longer(pause);
        }
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).addKeyValue("path", path).log("A watch failed; listing anew");
        version = "";
        sleep(pause);
        pause = longer(pause);
      }
    }
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /**
   * Whether the same place may work later: the server is away or too busy. Any other refusal is
   * about the place, such as a version that a restored server has not reached yet.
   */
  private static boolean keepsPlace(ProblemException e) {
    return KubeProblems.is(e, KubeProblems.UNREACHABLE)
        || KubeProblems.is(e, KubeProblems.TOO_MANY);
  }

  private void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      closed = true;
    }
  }

  private void list() {
    var there = new HashSet<ResourceKey>();
    var query = new HashMap<>(Map.of("limit", PAGE));
    while (true) {
      var page = client.get(path, query);
      for (var item : page.path("items")) {
        var object = item(page, item);
        there.add(object.key());
        changed(object);
      }
      version = page.at("/metadata/resourceVersion").asText();
      var more = page.at("/metadata/continue").asText("");
      if (more.isEmpty()) {
        break;
      }
      query.put("continue", more);
    }
    for (var key : java.util.List.copyOf(told.keySet())) {
      if (!there.contains(key)) {
        Optional.ofNullable(told.remove(key)).ifPresent(one -> deleted(one.gone(key)));
      }
    }
    if (!ready) {
      ready = true;
      listener.ready();
    }
  }

  /** Items of a list leave out what the list says once. */
  static Manifest item(JsonNode list, JsonNode item) {
    var object = (ObjectNode) item;
    if (!object.has("kind")) {
      object.put("kind", list.path("kind").asText().replaceAll("List$", ""));
      object.put("apiVersion", list.path("apiVersion").asText());
    }
    return Manifest.owning(object);
  }

  /** Follows until the answer ends; false when nothing came. */
  private boolean follow() {
    var some = false;
    var query =
        Map.of(
            "watch",
            "1",
            "allowWatchBookmarks",
            "true",
            "resourceVersion",
            version,
            "timeoutSeconds",
            LIFE);
    try (var lines = client.stream(path, query)) {
      open.set(lines);
      for (var line = lines.next(SILENCE);
          line.isPresent() && !closed;
          line = lines.next(SILENCE)) {
        some = true;
        event(ApiClient.parse(line.get(), path));
      }
    }
    return some;
  }

  private void event(JsonNode event) {
    var object = event.path("object");
    switch (event.path("type").asText()) {
      case "ADDED", "MODIFIED" -> changed(Manifest.owning((ObjectNode) object));
      case "DELETED" -> {
        var gone = Manifest.owning((ObjectNode) object);
        told.remove(gone.key());
        deleted(gone);
      }
      case "ERROR" -> {
        version = "";
        throw KubeProblems.of(
                object.path("code").asInt(410),
                object.path("reason").asText(),
                object.path("message").asText("The watch was ended by the server."),
                path)
            .asException();
      }
      default -> {}
    }
    var seen = object.at("/metadata/resourceVersion").asText("");
    if (!seen.isEmpty()) {
      version = seen;
    }
  }

  private void changed(Manifest object) {
    var before = told.put(object.key(), Told.of(object));
    if (before == null || !before.version().equals(object.resourceVersion())) {
      tell(object, () -> listener.changed(object));
    }
  }

  private void deleted(Manifest object) {
    tell(object, () -> listener.deleted(object));
  }

  /** That a listener fails on one object does not keep the others from it. */
  private void tell(Manifest object, Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("object", object.key())
          .log("What changed in the cluster was not taken in");
    }
  }

  @Override
  public void close() {
    closed = true;
    var lines = open.get();
    if (lines != null) {
      lines.close();
    }
  }
}
