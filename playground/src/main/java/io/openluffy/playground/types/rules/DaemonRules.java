package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A DaemonSet counts its templates in an annotation; what a writer says there does not count. */
final class DaemonRules {
  private static final String GENERATION = "deprecated.daemonset.template.generation";

  private DaemonRules() {}

  static void created(ObjectNode set) {
    note(set, 1);
  }

  static void updated(ObjectNode before, ObjectNode after) {
    var present = before.path("metadata").path("annotations").path(GENERATION).asLong(1);
    var isSame = before.at("/spec/template").equals(after.at("/spec/template"));
    note(after, isSame ? present : present + 1);
  }

  private static void note(ObjectNode set, long generation) {
    WriteRules.metadata(set)
        .withObjectProperty("annotations")
        .put(GENERATION, Long.toString(generation));
  }
}
