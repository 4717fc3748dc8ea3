package io.openluffy.playground.types.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Events have two shapes, the core one and that of {@code events.k8s.io}. */
final class EventConversion {
  private static final String[][] NAMES = {
    // core, events.k8s.io
    {"involvedObject", "regarding"},
    {"message", "note"},
    {"reportingComponent", "reportingController"},
    {"source", "deprecatedSource"},
    {"firstTimestamp", "deprecatedFirstTimestamp"},
    {"lastTimestamp", "deprecatedLastTimestamp"},
    {"count", "deprecatedCount"},
  };

  private EventConversion() {}

  static ObjectNode toCore(ObjectNode event) {
    return renamed(event, "v1", 1, 0);
  }

  static ObjectNode toEvents(ObjectNode event) {
    return renamed(event, "events.k8s.io/v1", 0, 1);
  }

  private static ObjectNode renamed(ObjectNode event, String apiVersion, int from, int to) {
    var copy = event.objectNode();
    copy.setAll(event);
    copy.put("apiVersion", apiVersion);
    for (var names : NAMES) {
      var value = copy.remove(names[from]);
      if (value != null) {
        copy.set(names[to], value);
      }
    }
    return copy;
  }
}
