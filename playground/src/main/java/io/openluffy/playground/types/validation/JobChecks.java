package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import java.util.Arrays;
import java.util.List;

/** Checks jobs and what starts them. */
final class JobChecks {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> POLICIES = List.of("OnFailure", "Never");

  private JobChecks() {}

  static void job(JsonNode job, Complaints complaints) {
    spec(job.path("spec"), SPEC, complaints);
  }

  private static void spec(JsonNode spec, FieldPath at, Complaints complaints) {
    for (var field :
        new String[] {
          "parallelism",
          "completions",
          "activeDeadlineSeconds",
          "backoffLimit",
          "ttlSecondsAfterFinished"
        }) {
      Checks.notNegative(spec, field, at, complaints);
    }
    Checks.oneOf(spec, "completionMode", List.of("NonIndexed", "Indexed"), at, complaints);
    PodChecks.template(spec.path("template"), at.child("template"), complaints);
    var policy = spec.path("template").path("spec").path("restartPolicy");
    if (!POLICIES.contains(policy.asText())) {
      var place = at.child("template").child("spec").child("restartPolicy");
      if (policy.asText().isEmpty() || policy.asText().equals("Always")) {
        complaints.required(place, "valid values: \"OnFailure\", \"Never\"");
      } else {
        complaints.unsupported(place, policy, POLICIES);
      }
    }
  }

  static void jobUpdated(JsonNode before, JsonNode after, Complaints complaints) {
    var old = before.path("spec");
    var now = after.path("spec");
    Checks.immutable(old, now, "selector", SPEC, complaints);
    if (!old.path("completionMode").asText().equals("Indexed")) {
      Checks.immutable(old, now, "completions", SPEC, complaints);
    }
    var isMovable =
        old.path("suspend").asBoolean() && !before.path("status").hasNonNull("startTime");
    if (!template(old, isMovable).equals(template(now, isMovable))) {
      complaints.invalid(SPEC.child("template"), now.path("template"), Checks.IMMUTABLE);
    }
    Checks.immutable(old, now, "completionMode", SPEC, complaints);
  }

  /** A suspended job that never ran may still be placed elsewhere. */
  private static JsonNode template(JsonNode spec, boolean isMovable) {
    if (!isMovable || !(spec.path("template").deepCopy() instanceof ObjectNode template)) {
      return spec.path("template");
    }
    if (template.path("spec") instanceof ObjectNode pod) {
      pod.remove(List.of("nodeSelector", "tolerations", "affinity", "schedulingGates"));
    }
    if (template.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(List.of("labels", "annotations"));
    }
    return template;
  }

  static void cronJob(JsonNode cronJob, Complaints complaints) {
    var spec = cronJob.path("spec");
    var name = cronJob.path("metadata").path("name").asText();
    if (name.length() > 52) {
      complaints.invalid(FieldPath.of("metadata.name"), name, "must be no more than 52 characters");
    }
    schedule(spec, complaints);
    Checks.oneOf(
        spec, "concurrencyPolicy", List.of("Allow", "Forbid", "Replace"), SPEC, complaints);
    Checks.notNegative(spec, "successfulJobsHistoryLimit", SPEC, complaints);
    Checks.notNegative(spec, "failedJobsHistoryLimit", SPEC, complaints);
    Checks.notNegative(spec, "startingDeadlineSeconds", SPEC, complaints);
    spec(
        spec.path("jobTemplate").path("spec"), SPEC.child("jobTemplate").child("spec"), complaints);
  }

  private static void schedule(JsonNode spec, Complaints complaints) {
    var schedule = spec.path("schedule").asText();
    if (schedule.isEmpty()) {
      complaints.required(SPEC.child("schedule"), "");
      return;
    }
    if (schedule.startsWith("@")) {
      return;
    }
    var fields = schedule.strip().split("\\s+");
    if (fields.length != 5) {
      complaints.invalid(
          SPEC.child("schedule"),
          schedule,
          "expected exactly 5 fields, found "
              + fields.length
              + ": ["
              + String.join(" ", Arrays.asList(fields))
              + "]");
    }
  }
}
