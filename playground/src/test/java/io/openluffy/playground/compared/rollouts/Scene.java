package io.openluffy.playground.compared.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a namespace shows of its workloads, without what is another every time: a template's hash is
 * told by the number of its first revision, a chosen name by what it was chosen for, a time only by
 * its being there; and pods that are alike are counted.
 */
final class Scene {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Which of these a watcher meets is a race between two controllers. */
  private static final List<String> STIRRED =
      List.of("NewReplicaSetCreated", "FoundNewReplicaSet", "ReplicaSetUpdated");

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final Pattern UID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final String CHOSEN = "[bcdfghjklmnpqrstvwxz2456789]{5}";

  /** A pod that was refused had a name of its own each time. */
  private static final Pattern REFUSED = Pattern.compile("(pods \\\\*\"\\S+-)" + CHOSEN + "\\b");

  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String HISTORY = "deployment.kubernetes.io/revision-history";
  private static final List<String> WORKLOADS =
      List.of("deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs");

  private final Map<String, String> names;
  private final ObjectNode shown = JsonNodeFactory.instance.objectNode();

  private Scene(Map<String, String> names) {
    this.names = names;
  }

  static JsonNode of(Side side, List<String> kinds) {
    var scene = new Scene(side.names());
    var revisions = new ArrayList<JsonNode>();
    for (var kind : WORKLOADS) {
      if (kinds.contains(kind)) {
        side.list(kind).forEach(one -> scene.workload(kind, one));
      }
    }
    if (kinds.contains("replicasets")) {
      scene.learnHashes(side.list("replicasets"));
    }
    if (kinds.contains("controllerrevisions")) {
      revisions.addAll(side.list("controllerrevisions"));
      scene.revisions(revisions);
    }
    side.list("pods").forEach(scene::pod);
    side.list("events").forEach(scene::event);
    return scene.plain();
  }

  private void workload(String kind, JsonNode one) {
    var seen = JsonNodeFactory.instance.objectNode();
    seen.set("generation", one.at("/metadata/generation"));
    seen.set("annotations", one.at("/metadata/annotations"));
    seen.set("replicas", one.at("/spec/replicas"));
    seen.set("minReadySeconds", one.at("/spec/minReadySeconds"));
    seen.set("suspend", one.at("/spec/suspend"));
    seen.put("terminating", one.at("/metadata").has("deletionTimestamp"));
    seen.set("status", status(one.path("status")));
    seen.properties().removeIf(field -> field.getValue().isMissingNode());
    shown.set(kind + "/" + one.at("/metadata/name").asText(), seen);
  }

  private static JsonNode status(JsonNode status) {
    var copy = status.deepCopy();
    if (copy instanceof ObjectNode all && all.has("conditions")) {
      var conditions = all.putArray("conditions");
      // A list by type; which came first depends on who of two controllers was quicker.
      status
          .path("conditions")
          .valueStream()
          .sorted(Comparator.comparing(one -> one.path("type").asText()))
          .forEach(one -> conditions.add(condition(one)));
    }
    copy.path("active").forEach(job -> ((ObjectNode) job).remove("resourceVersion"));
    return copy;
  }

  /** A condition; of a rollout that goes on only that it does. */
  static JsonNode condition(JsonNode condition) {
    var copy = condition.deepCopy();
    if (copy instanceof ObjectNode one && STIRRED.contains(one.path("reason").asText())) {
      one.put("reason", "<goes on>").remove("message");
    }
    return copy;
  }

  /** Numbers the templates by the revision that each had first. */
  private void learnHashes(List<JsonNode> sets) {
    var first = new TreeMap<Integer, String>();
    for (var set : sets) {
      var annotations = set.at("/metadata/annotations");
      var revision = annotations.path(HISTORY).asText(annotations.path(REVISION).asText("0"));
      var hash = set.at("/metadata/labels/pod-template-hash").asText();
      if (!hash.isEmpty()) {
        first.put(Integer.parseInt(revision.split(",", 2)[0]), hash);
      }
    }
    first.forEach((revision, hash) -> names.put(hash, "<" + revision + ">"));
  }

  private void revisions(List<JsonNode> revisions) {
    revisions.sort(Comparator.comparing(one -> one.at("/metadata/creationTimestamp").asText()));
    for (var revision : revisions) {
      var name = revision.at("/metadata/name").asText();
      var image = revision.at("/data/spec/template/spec/containers/0/image").asText();
      names.put(name.substring(name.lastIndexOf('-') + 1), "<" + image + ">");
      shown.set("revision of " + image, revision.path("revision"));
    }
  }

  private void pod(JsonNode pod) {
    var metadata = pod.path("metadata");
    var name = metadata.path("name").asText();
    var base = metadata.path("generateName").asText();
    var isNumbered = metadata.path("labels").has("statefulset.kubernetes.io/pod-name");
    if (!base.isEmpty() && !isNumbered) {
      names.put(name, base + "<pod>");
    }
    var text =
        "pod %s of %s: %s%s%s"
            .formatted(
                isNumbered || base.isEmpty() ? name : base,
                pod.at("/spec/containers/0/image").asText(),
                pod.at("/status/phase").asText(),
                isReady(pod) ? ", ready" : "",
                metadata.has("deletionTimestamp") ? ", terminating" : "");
    shown.put(text, shown.path(text).asInt() + 1);
  }

  static boolean isReady(JsonNode pod) {
    return pod.at("/status/conditions")
        .valueStream()
        .anyMatch(
            one ->
                one.path("type").asText().equals("Ready")
                    && one.path("status").asText().equals("True"));
  }

  private void event(JsonNode event) {
    var involved = event.path("involvedObject");
    if (involved.path("kind").asText().equals("Pod")) {
      return;
    }
    var message = event.path("message").asText();
    // The pod it tells of may be gone, and was chosen a name of its own.
    var plain =
        message
            .replaceAll("(pod: \\S+-)" + CHOSEN + "\\b", "$1<pod>")
            .replace("(combined from similar events): ", "");
    shown.put(
        "event %s %s %s: %s"
            .formatted(
                involved.path("kind").asText(),
                event.path("type").asText(),
                event.path("reason").asText(),
                plain),
        true);
  }

  private JsonNode plain() {
    try {
      return JSON.readTree(plain(shown.toString(), names));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text without what is another every time. */
  static String plain(String text, Map<String, String> names) {
    var plain = text;
    for (var name : names.entrySet()) {
      plain = plain.replace(name.getKey(), name.getValue());
    }
    plain = REFUSED.matcher(plain).replaceAll("$1<pod>");
    plain = TIME.matcher(plain).replaceAll("<time>");
    return UID.matcher(plain).replaceAll("<uid>");
  }
}
