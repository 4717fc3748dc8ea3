package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of jobs and what starts them. */
final class JobDefaults {
  private JobDefaults() {}

  static void job(ObjectNode job) {
    var spec = Fill.object(job, "spec");
    if (!spec.hasNonNull("completions") && !spec.hasNonNull("parallelism")) {
      spec.put("completions", 1);
    }
    Fill.number(spec, "parallelism", 1);
    Fill.number(
        spec, "backoffLimit", spec.hasNonNull("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6);
    Fill.text(spec, "completionMode", "NonIndexed");
    Fill.flag(spec, "suspend", false);
    Fill.flag(spec, "manualSelector", false);
    var onFailure = spec.hasNonNull("podFailurePolicy") ? "Failed" : "TerminatingOrFailed";
    Fill.text(spec, "podReplacementPolicy", onFailure);
    PodDefaults.template(Fill.object(spec, "template"));
    var labels = spec.path("template").path("metadata").path("labels");
    var metadata = Fill.object(job, "metadata");
    if (!labels.isEmpty() && metadata.path("labels").isEmpty()) {
      metadata.set("labels", labels.deepCopy());
    }
  }

  static void cronJob(ObjectNode cronJob) {
    var spec = Fill.object(cronJob, "spec");
    Fill.text(spec, "concurrencyPolicy", "Allow");
    Fill.flag(spec, "suspend", false);
    Fill.number(spec, "successfulJobsHistoryLimit", 3);
    Fill.number(spec, "failedJobsHistoryLimit", 1);
    var template = Fill.object(spec, "jobTemplate");
    Fill.object(template, "metadata");
    PodDefaults.template(Fill.object(Fill.object(template, "spec"), "template"));
  }
}
