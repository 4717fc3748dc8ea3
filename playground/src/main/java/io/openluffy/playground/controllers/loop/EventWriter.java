package io.openluffy.playground.controllers.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events about objects; the same one again counts up instead of making another. */
public final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final int REMEMBERED = 4096;

  private final World world;
  private final Similar similar = new Similar();
  private final Map<String, ObjectKey> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectKey> eldest) {
          return size() > REMEMBERED;
        }
      };

  public EventWriter(World world) {
    this.world = world;
  }

  /**
   * Who writes, about what.
   *
   * @param component such as {@code kubelet}
   * @param fieldPath of a part of the object, such as {@code spec.containers{web}}; or empty
   */
  public record About(JsonNode object, String component, String fieldPath) {}

  public void normal(About about, String reason, String message, Instant now) {
    write(about, "Normal", reason, message, now);
  }

  public void warning(About about, String reason, String message, Instant now) {
    write(about, "Warning", reason, message, now);
  }

  public void write(About about, String type, String reason, String message, Instant now) {
    var writer = Fields.uid(about.object) + "\n" + about.component;
    var kind = String.join("\n", writer, type, reason);
    var isOneOfMany = similar.isOneOfMany(kind, message, now);
    var told = isOneOfMany ? Similar.COMBINED + message : message;
    var series = isOneOfMany ? kind : String.join("\n", kind, about.fieldPath, message);
    if (!similar.mayTell(writer, now)) {
      return;
    }
    try {
      var before = known.get(series);
      var event = before == null ? null : world.get(before).orElse(null);
      if (before != null && event != null) {
        again(before, event, told, now);
      } else {
        var created = world.client().create(event(about, type, reason, told, now));
        known.put(series, Fields.key(Kinds.EVENTS, created));
      }
    } catch (StatusException e) {
      // Its namespace is going away, or the event did: an event is not worth a retry.
      LOG.debug("An event was not written: {}: {}", reason, e.getMessage());
    }
  }

  private void again(ObjectKey key, JsonNode event, String message, Instant now) {
    var patch = Trees.object().put("message", message);
    patch.put("count", event.path("count").asInt(1) + 1).put("lastTimestamp", Fields.text(now));
    world.client().mergePatch(key, patch);
  }

  private ObjectNode event(About about, String type, String reason, String message, Instant now) {
    var object = about.object;
    var namespace = Fields.namespace(object).isEmpty() ? "default" : Fields.namespace(object);
    var event = Trees.object().put("apiVersion", "v1").put("kind", "Event");
    var nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    event
        .putObject("metadata")
        .put("namespace", namespace)
        .put("name", shortName(object) + "." + Long.toHexString(nanos) + world.suffix());
    var involved = event.putObject("involvedObject");
    involved.put("kind", object.path("kind").asText());
    if (!Fields.namespace(object).isEmpty()) {
      involved.put("namespace", Fields.namespace(object));
    }
    involved
        .put("name", Fields.name(object))
        .put("uid", Fields.uid(object))
        .put("apiVersion", object.path("apiVersion").asText())
        .put("resourceVersion", object.at("/metadata/resourceVersion").asText());
    if (!about.fieldPath.isEmpty()) {
      involved.put("fieldPath", about.fieldPath);
    }
    event.put("reason", reason).put("message", message);
    event.putObject("source").put("component", about.component);
    return event
        .put("firstTimestamp", Fields.text(now))
        .put("lastTimestamp", Fields.text(now))
        .put("count", 1)
        .put("type", type)
        .put("reportingComponent", about.component)
        .put("reportingInstance", "");
  }

  /** Names have at most 253 characters. */
  private static String shortName(JsonNode object) {
    var name = Fields.name(object);
    return name.length() > 220 ? name.substring(0, 220) : name;
  }
}
