package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A job finds its pods by its own uid, unless the user says otherwise. */
final class JobRules {
  private static final String PREFIX = "batch.kubernetes.io/";

  private JobRules() {}

  static void created(ObjectNode job) {
    if (!(job.path("spec") instanceof ObjectNode spec)) {
      return;
    }
    if (spec.path("manualSelector").asBoolean()) {
      return;
    }
    var uid = job.path("metadata").path("uid").asText();
    var name = job.path("metadata").path("name").asText();
    var labels =
        spec.withObjectProperty("template")
            .withObjectProperty("metadata")
            .withObjectProperty("labels");
    putIfAbsent(labels, PREFIX + "controller-uid", uid);
    putIfAbsent(labels, "controller-uid", uid);
    putIfAbsent(labels, PREFIX + "job-name", name);
    putIfAbsent(labels, "job-name", name);
    var selector = spec.withObjectProperty("selector").withObjectProperty("matchLabels");
    putIfAbsent(selector, PREFIX + "controller-uid", uid);
    if (job.at("/metadata/labels").isEmpty()) {
      job.withObjectProperty("metadata").set("labels", labels.deepCopy());
    }
  }

  /** A writer who sends the job as he first wrote it means no change of selector and labels. */
  static void updated(ObjectNode before, ObjectNode after) {
    if (after.path("spec") instanceof ObjectNode spec && !spec.hasNonNull("selector")) {
      WriteRules.keep(spec, before.path("spec"), "selector");
    }
  }

  private static void putIfAbsent(ObjectNode in, String key, String value) {
    if (!in.has(key)) {
      in.put(key, value);
    }
  }
}
