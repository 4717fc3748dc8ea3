package io.openluffy.promotion.values;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** Walks a YAML document's events and finds where the wanted scalars stand. */
final class ScalarPlaces {
  private static final int DEEPEST = 100;

  private final String file;
  private final List<ValuesPath> wanted;
  private final Iterator<Event> events;
  private final Set<String> aliases;
  private final Map<String, ScalarEvent> found = new LinkedHashMap<>();

  /** The keys of each mapping on the way to a wanted place, for "there is no such key". */
  private final Map<List<String>, Set<String>> keys = new HashMap<>();

  private final Map<List<String>, Event> nodes = new HashMap<>();
  private final Deque<String> anchors = new ArrayDeque<>();

  private ScalarPlaces(String file, List<ValuesPath> wanted, List<Event> events) {
    this.file = file;
    this.wanted = wanted;
    this.events = events.iterator();
    this.aliases = aliasesIn(events);
  }

  /** The scalar of each path; throws a user's problem where one can't be changed safely. */
  static Map<String, ScalarEvent> find(String file, List<ValuesPath> wanted, List<Event> events) {
    var places = new ScalarPlaces(file, wanted, events);
    places.walkDocuments();
    for (var path : wanted) {
      if (!places.found.containsKey(path.text())) {
        throw places.missing(path);
      }
    }
    return places.found;
  }

  private static Set<String> aliasesIn(List<Event> events) {
    var names = new HashSet<String>();
    for (var event : events) {
      if (event instanceof AliasEvent alias) {
        names.add(alias.getAlias().getValue());
      }
    }
    return names;
  }

  private void walkDocuments() {
    int documents = 0;
    while (events.hasNext()) {
      var event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart && ++documents > 1) {
        throw refused(
            "values.several-documents",
            "The file holds several YAML documents.",
            event,
            "",
            "Keep one document in a values file.");
      }
      if (event instanceof NodeEvent node) {
        walk(node, List.of());
      }
    }
  }

  private void walk(NodeEvent node, List<String> path) {
    if (path.size() > DEEPEST) {
      throw refused(
          "values.too-deep", "The file is nested deeper than 100 levels.", node, "", "Flatten it.");
    }
    boolean onTheWay = wanted.stream().anyMatch(w -> w.startsWith(path));
    if (onTheWay) {
      nodes.put(path, node);
    }
    switch (node) {
      case ScalarEvent scalar -> visit(scalar, path);
      case AliasEvent alias -> refuseAlias(alias, path, onTheWay);
      case MappingStartEvent mapping -> within(mapping, path, () -> walkMapping(path, onTheWay));
      case SequenceStartEvent sequence -> within(sequence, path, () -> walkSequence(path));
      default -> throw new IllegalStateException("Unexpected YAML event " + node);
    }
  }

  private void within(NodeEvent node, List<String> path, Runnable walk) {
    wanted.stream()
        .filter(w -> w.segments().equals(path))
        .findFirst()
        .ifPresent(
            w -> {
              throw refused(
                  "values.not-a-scalar",
                  "'" + w.text() + "' is not a single value.",
                  node,
                  w.text(),
                  "Name the key whose value is the tag.");
            });
    var anchor = node.getAnchor().map(a -> a.getValue()).filter(aliases::contains);
    anchor.ifPresent(anchors::push);
    walk.run();
    anchor.ifPresent(ignored -> anchors.pop());
  }

  private void walkMapping(List<String> path, boolean onTheWay) {
    var seen = new TreeSet<String>();
    for (var key = events.next(); key instanceof NodeEvent node; key = events.next()) {
      if (node instanceof ScalarEvent scalar) {
        var below = append(path, scalar.getValue());
        boolean matters = onTheWay && wanted.stream().anyMatch(w -> w.startsWith(below));
        if (!seen.add(scalar.getValue()) && matters) {
          throw refused(
              "values.duplicate-key",
              "The key '" + scalar.getValue() + "' stands here for the second time.",
              scalar,
              String.join(".", below),
              "Keep one of the two.");
        }
        walk((NodeEvent) events.next(), below);
      } else {
        walk(node, append(path, "?"));
        walk((NodeEvent) events.next(), append(path, "?"));
      }
    }
    if (onTheWay) {
      keys.put(path, seen);
    }
  }

  private void walkSequence(List<String> path) {
    int index = 0;
    for (var item = events.next(); item instanceof NodeEvent node; item = events.next()) {
      walk(node, append(path, "[" + index++ + "]"));
    }
  }

  private void visit(ScalarEvent scalar, List<String> path) {
    for (var want : wanted) {
      if (want.segments().equals(path)) {
        refuseUnsafe(scalar, want);
        found.put(want.text(), scalar);
      }
    }
  }

  private void refuseUnsafe(ScalarEvent scalar, ValuesPath want) {
    if (scalar.getAnchor().isPresent() || !anchors.isEmpty()) {
      var name = scalar.getAnchor().map(a -> a.getValue()).orElseGet(anchors::peek);
      throw refused(
          "values.anchor",
          "'" + want.text() + "' belongs to the anchor &" + name + ", which other places share.",
          scalar,
          want.text(),
          "Write the value out at each place.");
    }
    if (scalar.getTag().isPresent()) {
      throw refused(
          "values.tagged",
          "'" + want.text() + "' carries the YAML tag " + scalar.getTag().get() + ".",
          scalar,
          want.text(),
          "Write it as a plain or quoted string.");
    }
    if (scalar.isLiteral() || scalar.isFolded()) {
      throw refused(
          "values.block-scalar",
          "'" + want.text() + "' is a block of text (| or >).",
          scalar,
          want.text(),
          "Write it on one line.");
    }
  }

  private void refuseAlias(AliasEvent alias, List<String> path, boolean onTheWay) {
    if (onTheWay && !path.isEmpty()) {
      var field = String.join(".", path);
      throw refused(
          "values.alias",
          "'" + field + "' is the alias *" + alias.getAlias().getValue() + ".",
          alias,
          field,
          "Write the value out at this place.");
    }
  }

  private ProblemException missing(ValuesPath path) {
    var above = path.segments();
    while (!above.isEmpty() && !nodes.containsKey(above)) {
      above = above.subList(0, above.size() - 1);
    }
    var key = above.size() < path.segments().size() ? path.segments().get(above.size()) : "";
    var there = keys.getOrDefault(above, Set.of());
    var merged = there.contains("<<") ? " (keys merged in by << can't be changed here)" : "";
    var remedy =
        there.isEmpty()
            ? "Add the key to the file, or correct the path in the environment's values.tags."
            : "There are: " + String.join(", ", there.stream().limit(12).toList()) + ".";
    var message = "There is no '" + path.text() + "': the key '" + key + "' is missing" + merged;
    var at = nodes.get(above);
    var where = at == null ? Where.of(file) : where(at);
    return Problem.user("values.missing-key", message + ".", where.field(path.text()), remedy)
        .asException();
  }

  private ProblemException refused(
      String code, String message, Event at, String field, String remedy) {
    var where = field.isEmpty() ? where(at) : where(at).field(field);
    return Problem.user(code, message, where, remedy).asException();
  }

  private Where where(Event event) {
    return event
        .getStartMark()
        .map(mark -> Where.at(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Where.of(file));
  }

  private static List<String> append(List<String> path, String segment) {
    var longer = new ArrayList<String>(path.size() + 1);
    longer.addAll(path);
    longer.add(segment);
    return longer;
  }
}
