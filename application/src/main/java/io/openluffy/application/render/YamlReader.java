package io.openluffy.application.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.Where;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the documents of a YAML text as JSON, as Kubernetes does: scalars of YAML 1.1, the last of
 * equal keys counts, {@code <<} merges. Depth and size are bounded, an alias costs what it stands
 * for.
 */
final class YamlReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String file;
  private final RenderLimits limits;
  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private long nodes;

  private record Anchored(JsonNode node, long cost) {}

  /**
   * @param line where it begins, 1-based
   */
  record Document(JsonNode json, int line) {}

  private YamlReader(String text, String file, RenderLimits limits) {
    this.file = file;
    this.limits = limits;
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit((int) Math.min(Integer.MAX_VALUE, limits.manifestBytes()))
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** Hands over each document as it is read; empty ones are null nodes. */
  static void each(String text, String file, RenderLimits limits, Consumer<Document> reader) {
    try {
      new YamlReader(text, file, limits).documents(reader);
    } catch (MarkedYamlEngineException e) {
      throw malformed(file, e.getProblem(), e.getProblemMark());
    } catch (YamlEngineException e) {
      throw malformed(file, String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  private static RuntimeException malformed(String file, String problem, Optional<Mark> mark) {
    var where =
        mark.map(at -> Where.at(file, at.getLine() + 1, at.getColumn() + 1))
            .orElseGet(() -> Where.of(file));
    return RenderProblems.bad(
        "malformed-yaml", "This YAML can't be read: " + problem + ".", where, "Correct it.");
  }

  private void documents(Consumer<Document> reader) {
    while (events.hasNext()) {
      if (events.next().getEventId() == Event.ID.DocumentStart) {
        anchors.clear();
        var first = events.next();
        var line = first.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        reader.accept(new Document(node(first, 0), line));
      }
    }
  }

  private JsonNode node(Event event, int depth) {
    if (depth > limits.depth()) {
      throw RenderProblems.tooMuch("The nesting", limits.depth() + " levels", at(event));
    }
    var before = nodes;
    count(1, event);
    return switch (event) {
      case AliasEvent alias -> aliased(alias);
      case ScalarEvent scalar -> anchored(scalar, scalar(scalar), before);
      case CollectionStartEvent start ->
          anchored(
              start,
              start.getEventId() == Event.ID.SequenceStart
                  ? sequence(depth)
                  : mapping(start, depth),
              before);
      default -> throw malformed(file, "unexpected " + event.getEventId(), event.getStartMark());
    };
  }

  private void count(long more, Event event) {
    nodes += more;
    if (nodes > limits.nodes()) {
      throw RenderProblems.tooMuch(
          "The YAML with its aliases expanded", limits.nodes() + " values", at(event));
    }
  }

  private JsonNode anchored(NodeEvent event, JsonNode node, long before) {
    event.getAnchor().ifPresent(name -> anchors.put(name, new Anchored(node, nodes - before)));
    return node;
  }

  private JsonNode aliased(AliasEvent alias) {
    var known = anchors.get(alias.getAlias());
    if (known == null) {
      throw malformed(file, "unknown anchor " + alias.getAlias(), alias.getStartMark());
    }
    count(known.cost(), alias);
    return known.node();
  }

  private ArrayNode sequence(int depth) {
    var list = JSON.arrayNode();
    for (var event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      list.add(node(event, depth + 1));
    }
    return list;
  }

  private ObjectNode mapping(Event start, int depth) {
    var own = JSON.objectNode();
    var merged = JSON.objectNode();
    for (var event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      var key = key(event, depth);
      var value = node(events.next(), depth + 1);
      if (key.equals("<<") && event instanceof ScalarEvent scalar && scalar.isPlain()) {
        merge(merged, value, start);
      } else {
        own.set(key, value);
      }
    }
    if (merged.isEmpty()) {
      return own;
    }
    merged.setAll(own);
    return merged;
  }

  private void merge(ObjectNode into, JsonNode value, Event start) {
    if (value instanceof ObjectNode map) {
      map.properties().forEach(one -> into.putIfAbsent(one.getKey(), one.getValue()));
    } else if (value.isArray()) {
      value.forEach(one -> merge(into, one, start));
    } else {
      throw malformed(file, "<< merges maps only", start.getStartMark());
    }
  }

  private String key(Event event, int depth) {
    var key = node(event, depth + 1);
    if (key.isContainerNode()) {
      throw malformed(file, "a key must be text", event.getStartMark());
    }
    return key.isNull() && event instanceof ScalarEvent scalar && !scalar.getValue().isEmpty()
        ? scalar.getValue()
        : key.asText();
  }

  private JsonNode scalar(ScalarEvent scalar) {
    var tag = scalar.getTag().orElse("");
    var text = scalar.getValue();
    if (tag.equals("!") || tag.endsWith(":str") || tag.endsWith(":binary")) {
      return JSON.textNode(text);
    }
    if (tag.endsWith(":int") || tag.endsWith(":float")) {
      return YamlScalars.number(text).orElseGet(() -> JSON.textNode(text));
    }
    return scalar.isPlain() || tag.endsWith(":bool") || tag.endsWith(":null")
        ? YamlScalars.plain(text)
        : JSON.textNode(text);
  }

  private Where at(Event event) {
    return event
        .getStartMark()
        .map(mark -> Where.at(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> Where.of(file));
  }
}
