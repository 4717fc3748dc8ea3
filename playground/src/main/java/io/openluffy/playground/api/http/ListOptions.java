package io.openluffy.playground.api.http;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.verbs.VerbErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which options of lists and watches go together, in Kubernetes' words. */
final class ListOptions {
  private static final String MATCH = "resourceVersionMatch";
  private static final String INITIAL = "sendInitialEvents";

  private ListOptions() {}

  static void checkList(Query query) {
    query.number("limit");
    query.number("timeoutSeconds");
    var causes = new ArrayList<Cause>();
    var match = query.text(MATCH);
    var version = query.text("resourceVersion");
    var goesOn = !query.text("continue").isEmpty();
    if (!match.isEmpty()) {
      if (version.isEmpty()) {
        causes.add(
            forbidden(
                MATCH, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
      }
      if (goesOn) {
        causes.add(continued());
      }
      if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
        causes.add(unsupported(match, "\"Exact\", \"NotOlderThan\", \"\""));
      }
      if (match.equals("Exact") && version.equals("0")) {
        causes.add(
            forbidden(
                MATCH, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
      }
    }
    if (query.values().containsKey(INITIAL)) {
      causes.add(forbidden(INITIAL, "sendInitialEvents is forbidden for list"));
    }
    refuse(causes);
    query.version();
    if (goesOn && !version.isEmpty() && !version.equals("0")) {
      throw VerbErrors.badRequest("specifying resource version is not allowed when using continue");
    }
  }

  static void checkWatch(Query query) {
    query.number("timeoutSeconds");
    var causes = new ArrayList<Cause>();
    var match = query.text(MATCH);
    var initial = query.values().containsKey(INITIAL);
    if (initial && !match.equals("NotOlderThan")) {
      causes.add(
          forbidden(
              MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
    }
    if (!match.isEmpty()) {
      if (!initial) {
        causes.add(
            forbidden(
                MATCH,
                "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
      }
      if (!match.equals("NotOlderThan")) {
        causes.add(unsupported(match, "\"NotOlderThan\""));
      }
    }
    if (!query.text("continue").isEmpty()) {
      causes.add(continued());
    }
    refuse(causes);
    checkVersion(query);
  }

  /** A version that is none, where Kubernetes has no better answer than its own failure. */
  static void checkVersion(Query query) {
    var complaint = Query.versionComplaint(query.text("resourceVersion"));
    complaint.ifPresent(
        text -> {
          throw ApiStatus.of(500, "", text).asException();
        });
  }

  private static Cause continued() {
    return forbidden(MATCH, "resourceVersionMatch is forbidden when continue is provided");
  }

  private static Cause forbidden(String field, String why) {
    return new Cause("FieldValueForbidden", "Forbidden: " + why, field);
  }

  private static Cause unsupported(String match, String supported) {
    return new Cause(
        "FieldValueNotSupported",
        "Unsupported value: \"%s\": supported values: %s".formatted(match, supported),
        MATCH);
  }

  private static void refuse(List<Cause> causes) {
    if (!causes.isEmpty()) {
      throw refused("ListOptions", causes);
    }
  }

  /** Options with these faults. */
  static StatusException refused(String options, List<Cause> causes) {
    var all =
        causes.stream()
            .map(cause -> cause.field() + ": " + cause.message())
            .collect(Collectors.joining(", "));
    var text = causes.size() == 1 ? all : "[" + all + "]";
    return VerbErrors.invalid("meta.k8s.io", options, "", text, causes);
  }
}
