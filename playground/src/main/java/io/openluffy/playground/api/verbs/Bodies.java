package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.verbs.WriteOptions.FieldValidation;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.decoding.Decoding;
import java.util.List;
import java.util.stream.Stream;

/** Reads a body against its kind: unknown fields are dropped, and told or refused. */
final class Bodies {
  private static final int MOST_WARNINGS = 20;

  private Bodies() {}

  /** What to say about a body that can't be read, for a reason. */
  @FunctionalInterface
  interface Refusal {
    StatusException of(String reason);
  }

  static ObjectNode decode(
      Target target, Schema schema, ObjectNode body, List<String> duplicates, WriteOptions how) {
    return decode(schema, body, duplicates, how, reason -> unreadable(target, reason));
  }

  static ObjectNode decode(
      Schema schema, ObjectNode body, List<String> duplicates, WriteOptions how, Refusal refusal) {
    var decoded = Decoding.of(schema, body, duplicates);
    decoded
        .failure()
        .ifPresent(
            reason -> {
              throw refusal.of(reason);
            });
    complain(decoded.strictErrors(), how, reason -> refusal.of("strict decoding error: " + reason));
    return forgetting(body, decoded.object());
  }

  /** Refuses what is only tolerated, or warns of it, as the writer has asked. */
  static void complain(List<String> errors, WriteOptions how, Refusal refusal) {
    if (!errors.isEmpty() && how.validation() == FieldValidation.STRICT) {
      throw refusal.of(String.join(", ", errors));
    }
    if (how.validation() == FieldValidation.WARN) {
      errors.stream().flatMap(Bodies::warnings).limit(MOST_WARNINGS).forEach(how.warn());
    }
  }

  /** A complaint about several lines of YAML is a warning for each. */
  private static Stream<String> warnings(String error) {
    return error.startsWith("yaml: ") ? error.lines().skip(1).map(String::strip) : Stream.of(error);
  }

  /** Without a list there is nothing said about the owners; an empty one forgets them. */
  private static ObjectNode forgetting(ObjectNode body, ObjectNode decoded) {
    var owners = body.path("metadata").path("managedFields");
    if (owners.isArray() && owners.isEmpty()) {
      decoded.withObjectProperty("metadata").putArray("managedFields");
    }
    return decoded;
  }

  private static StatusException unreadable(Target target, String reason) {
    var type = target.type();
    return VerbErrors.badRequest(
        "%s in version \"%s\" cannot be handled as a %s: %s"
            .formatted(type.kind(), type.version(), type.kind(), reason));
  }
}
