package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.DeleteOptions.Propagation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a deletion is meant: from the body, else from the query. */
final class DeleteRequests {
  private static final String POLICY = "propagationPolicy";
  private static final List<String> POLICIES = List.of("", "Foreground", "Background", "Orphan");

  private DeleteRequests() {}

  static DeleteOptions options(Call call, JsonNode body) {
    var grace =
        body.path("gracePeriodSeconds").isNumber()
            ? OptionalLong.of(body.path("gracePeriodSeconds").asLong())
            : call.query().number("gracePeriodSeconds");
    var policy = body.path(POLICY).asText(call.query().text(POLICY));
    var orphan =
        body.path("orphanDependents").isBoolean()
            ? body.path("orphanDependents").asText()
            : call.query().text("orphanDependents");
    var dryRun = new ArrayList<String>();
    body.path("dryRun").forEach(one -> dryRun.add(one.asText()));
    if (dryRun.isEmpty()) {
      dryRun.addAll(call.query().values().getOrDefault("dryRun", List.of()));
    }
    check(policy, orphan, dryRun);
    var preconditions = body.path("preconditions");
    return new DeleteOptions(
        grace,
        propagation(policy, orphan),
        text(preconditions.path("uid")),
        text(preconditions.path("resourceVersion")),
        !dryRun.isEmpty());
  }

  private static void check(String policy, String orphan, List<String> dryRun) {
    var causes = new ArrayList<Cause>();
    if (!orphan.isEmpty() && !policy.isEmpty()) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "Invalid value: \"%s\": orphanDependents and deletionPropagation cannot be both set"
                  .formatted(policy),
              POLICY));
    }
    if (!POLICIES.contains(policy)) {
      var supported = "\"Foreground\", \"Background\", \"Orphan\", \"nil\"";
      causes.add(unsupported(POLICY, "\"" + policy + "\"", supported));
    }
    if (!dryRun.stream().allMatch("All"::equals)) {
      var given = "[\"" + String.join("\",\"", dryRun) + "\"]";
      causes.add(unsupported("dryRun", given, "\"All\""));
    }
    if (!causes.isEmpty()) {
      throw ListOptions.refused("DeleteOptions", causes);
    }
  }

  private static Cause unsupported(String field, String value, String supported) {
    var message = "Unsupported value: %s: supported values: %s".formatted(value, supported);
    return new Cause("FieldValueNotSupported", message, field);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static Propagation propagation(String policy, String orphan) {
    return switch (policy) {
      case "Orphan" -> Propagation.ORPHAN;
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      default ->
          switch (orphan) {
            case "true" -> Propagation.ORPHAN;
            case "false" -> Propagation.BACKGROUND;
            default -> Propagation.DEFAULT;
          };
    };
  }
}
