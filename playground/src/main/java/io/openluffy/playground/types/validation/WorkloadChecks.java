package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import java.util.List;
import java.util.Locale;

/** Checks deployments, replica sets, stateful sets and daemon sets. */
final class WorkloadChecks {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> STATEFUL_MAY_CHANGE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private WorkloadChecks() {}

  static void check(String kind, JsonNode object, Complaints complaints) {
    var spec = object.path("spec");
    Checks.notNegative(spec, "replicas", SPEC, complaints);
    Checks.notNegative(spec, "minReadySeconds", SPEC, complaints);
    Checks.notNegative(spec, "revisionHistoryLimit", SPEC, complaints);
    selected(kind, spec, complaints);
    var policy = spec.path("template").path("spec").path("restartPolicy");
    PodChecks.template(withClaims(spec), SPEC.child("template"), complaints);
    if (!policy.asText().equals("Always")) {
      complaints.unsupported(
          SPEC.child("template").child("spec").child("restartPolicy"), policy, List.of("Always"));
    }
    switch (kind) {
      case "Deployment" -> deployment(spec, complaints);
      case "StatefulSet" -> statefulSet(spec, complaints);
      case "DaemonSet" ->
          Checks.oneOf(
              spec.path("updateStrategy"),
              "type",
              List.of("RollingUpdate", "OnDelete"),
              SPEC.child("updateStrategy"),
              complaints);
      default -> {}
    }
  }

  /** The template with a volume for each claim template, as its pods will have them. */
  private static JsonNode withClaims(JsonNode spec) {
    var template = spec.path("template");
    var claims = spec.path("volumeClaimTemplates");
    if (claims.isEmpty() || !(template.deepCopy() instanceof ObjectNode copy)) {
      return template;
    }
    var names = claims.valueStream().map(claim -> claim.at("/metadata/name").asText()).toList();
    var volumes = JsonNodeFactory.instance.arrayNode();
    for (var name : names) {
      var claim = volumes.addObject().put("name", name).putObject("persistentVolumeClaim");
      claim.put("claimName", name);
    }
    for (var volume : template.path("spec").path("volumes")) {
      if (!names.contains(volume.path("name").asText())) {
        volumes.add(volume);
      }
    }
    copy.withObjectProperty("spec").set("volumes", volumes);
    return copy;
  }

  private static void selected(String kind, JsonNode spec, Complaints complaints) {
    var selector = spec.path("selector");
    var labels = spec.path("template").path("metadata").path("labels");
    if (!selector.isObject()) {
      if (!kind.equals("DaemonSet")) {
        complaints.required(SPEC.child("selector"), "");
      }
      mismatch(labels, complaints);
      return;
    }
    Checks.selector(selector, SPEC.child("selector"), complaints);
    if (selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty()) {
      complaints.invalid(
          SPEC.child("selector"),
          selector,
          "empty selector is invalid for " + kind.toLowerCase(Locale.ROOT));
      return;
    }
    if (!Checks.matches(selector, labels)) {
      mismatch(labels, complaints);
    }
  }

  private static void mismatch(JsonNode labels, Complaints complaints) {
    complaints.invalid(
        SPEC.child("template").child("metadata").child("labels"),
        labels,
        "`selector` does not match template `labels`");
  }

  private static void deployment(JsonNode spec, Complaints complaints) {
    var strategy = spec.path("strategy");
    var at = SPEC.child("strategy");
    Checks.oneOf(strategy, "type", List.of("Recreate", "RollingUpdate"), at, complaints);
    var rolling = strategy.path("rollingUpdate");
    if (strategy.path("type").asText().equals("Recreate") && rolling.isObject()) {
      complaints.forbidden(
          at.child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'");
    }
    share(rolling, "maxUnavailable", at.child("rollingUpdate"), complaints);
    share(rolling, "maxSurge", at.child("rollingUpdate"), complaints);
    if (isZero(rolling.path("maxUnavailable")) && isZero(rolling.path("maxSurge"))) {
      complaints.invalid(
          at.child("rollingUpdate").child("maxUnavailable"),
          rolling.path("maxUnavailable"),
          "may not be 0 when `maxSurge` is 0");
    }
    var deadline = spec.path("progressDeadlineSeconds");
    if (deadline.isNumber() && deadline.asInt() <= spec.path("minReadySeconds").asInt()) {
      complaints.invalid(
          SPEC.child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
    }
  }

  private static boolean isZero(JsonNode share) {
    return !share.isMissingNode()
        && share.asText().replace("%", "").chars().allMatch(c -> c == '0');
  }

  /** A whole number or a percentage. */
  static void share(JsonNode in, String field, FieldPath at, Complaints complaints) {
    var share = in.path(field);
    if (share.isTextual() && !share.asText().matches("[0-9]{1,9}%")) {
      complaints.invalid(
          at.child(field),
          share,
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', "
              + " or '93%', regex used for validation is '[0-9]+%')");
    } else if (share.isNumber()) {
      Checks.notNegative(in, field, at, complaints);
    }
  }

  private static void statefulSet(JsonNode spec, Complaints complaints) {
    Checks.oneOf(
        spec, "podManagementPolicy", List.of("OrderedReady", "Parallel"), SPEC, complaints);
    Checks.oneOf(
        spec.path("updateStrategy"),
        "type",
        List.of("RollingUpdate", "OnDelete"),
        SPEC.child("updateStrategy"),
        complaints);
  }

  static void updated(String kind, JsonNode before, JsonNode after, Complaints complaints) {
    var old = before.path("spec");
    var now = after.path("spec");
    if (kind.equals("StatefulSet")) {
      if (!fixed(old).equals(fixed(now))) {
        complaints.forbidden(
            SPEC,
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy'"
                + " and 'minReadySeconds' are forbidden");
      }
    } else {
      Checks.immutable(old, now, "selector", SPEC, complaints);
    }
  }

  private static JsonNode fixed(JsonNode spec) {
    return spec.deepCopy() instanceof ObjectNode copy ? copy.without(STATEFUL_MAY_CHANGE) : spec;
  }
}
