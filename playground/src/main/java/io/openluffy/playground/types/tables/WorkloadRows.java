package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Rows of the kinds that keep pods running. */
final class WorkloadRows {
  private WorkloadRows() {}

  static void deployment(Cells cells) {
    readyOfDesired(cells)
        .number(cells.status().path("updatedReplicas"))
        .number(cells.status().path("availableReplicas"))
        .age();
    containers(cells).text(Words.selector(cells.spec().path("selector")));
  }

  static void statefulSet(Cells cells) {
    readyOfDesired(cells).age();
    containers(cells);
  }

  static void replicaSet(Cells cells) {
    counts(cells);
    containers(cells).text(Words.orNone(Words.selector(cells.spec().path("selector"))));
  }

  static void replicationController(Cells cells) {
    counts(cells);
    containers(cells).text(Words.labels(cells.spec().path("selector")));
  }

  static void daemonSet(Cells cells) {
    var status = cells.status();
    cells
        .name()
        .number(status.path("desiredNumberScheduled"))
        .number(status.path("currentNumberScheduled"))
        .number(status.path("numberReady"))
        .number(status.path("updatedNumberScheduled"))
        .number(status.path("numberAvailable"))
        .text(Words.labels(cells.spec().path("template").path("spec").path("nodeSelector")))
        .age();
    containers(cells).text(Words.orNone(Words.selector(cells.spec().path("selector"))));
  }

  static void job(Cells cells) {
    var status = cells.status();
    cells.name().text(jobStatus(cells.object())).text(completions(cells));
    cells.text(
        status.hasNonNull("startTime")
            ? cells.between(status.path("startTime"), status.path("completionTime"))
            : "");
    cells.age();
    containers(cells).text(Words.orNone(Words.selector(cells.spec().path("selector"))));
  }

  private static String completions(Cells cells) {
    var succeeded = cells.status().path("succeeded").asInt();
    if (cells.spec().hasNonNull("completions")) {
      return succeeded + "/" + cells.spec().path("completions").asInt();
    }
    var parallelism = cells.spec().path("parallelism").asInt();
    return succeeded + (parallelism > 1 ? "/1 of " + parallelism : "/1");
  }

  private static String jobStatus(JsonNode job) {
    var status = job.path("status");
    if (Words.hasCondition(status, "Complete")) {
      return "Complete";
    }
    if (Words.hasCondition(status, "Failed")) {
      return "Failed";
    }
    if (Words.isDeleting(job)) {
      return "Terminating";
    }
    for (var condition : new String[] {"Suspended", "FailureTarget", "SuccessCriteriaMet"}) {
      if (Words.hasCondition(status, condition)) {
        return condition;
      }
    }
    return "Running";
  }

  static void cronJob(Cells cells) {
    var spec = cells.spec();
    var last = cells.status().path("lastScheduleTime");
    cells
        .name()
        .text(spec.path("schedule"))
        .text(spec.path("timeZone"), Words.NONE)
        .text(flag(spec.path("suspend")))
        .number(cells.status().path("active").size())
        .text(last.asText("").isEmpty() ? Words.NONE : cells.since(last))
        .age();
    var job = spec.path("jobTemplate").path("spec");
    var containers = job.path("template").path("spec").path("containers");
    cells
        .text(Words.each(containers, "name"))
        .text(Words.each(containers, "image"))
        .text(Words.orNone(Words.selector(job.path("selector"))));
  }

  static void controllerRevision(Cells cells) {
    var controller = Words.NONE;
    for (var owner : cells.object().path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        var apiVersion = owner.path("apiVersion").asText();
        var slash = apiVersion.indexOf('/');
        var group = slash < 0 ? "" : "." + apiVersion.substring(0, slash);
        controller =
            owner.path("kind").asText().toLowerCase(Locale.ROOT)
                + group
                + "/"
                + owner.path("name").asText();
      }
    }
    cells.name().text(controller).number(cells.object().path("revision")).age();
  }

  private static String flag(JsonNode value) {
    if (!value.isBoolean()) {
      return Words.UNSET;
    }
    return value.asBoolean() ? "True" : "False";
  }

  private static Cells readyOfDesired(Cells cells) {
    return cells
        .name()
        .text(
            cells.status().path("readyReplicas").asInt()
                + "/"
                + cells.spec().path("replicas").asInt());
  }

  private static void counts(Cells cells) {
    cells
        .name()
        .number(cells.spec().path("replicas"))
        .number(cells.status().path("replicas"))
        .number(cells.status().path("readyReplicas"))
        .age();
  }

  private static Cells containers(Cells cells) {
    var containers = cells.spec().path("template").path("spec").path("containers");
    return cells.text(Words.each(containers, "name")).text(Words.each(containers, "image"));
  }
}
