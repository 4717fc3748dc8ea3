package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.verbs.WriteOptions.FieldValidation;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.decoding.Decoding;
import java.util.List;

/** Reads a body against its kind: unknown fields are dropped, and told or refused. */
final class Bodies {
  private static final int MOST_WARNINGS = 20;

  private Bodies() {}

  static ObjectNode decode(
      Target target, Schema schema, ObjectNode body, List<String> duplicates, WriteOptions how) {
    var decoded = Decoding.of(schema, body, duplicates);
    decoded
        .failure()
        .ifPresent(
            reason -> {
              throw VerbErrors.badRequest(
                  "%s in version \"%s\" cannot be handled as a %s: %s"
                      .formatted(
                          target.type().kind(),
                          target.type().version(),
                          target.type().kind(),
                          reason));
            });
    var errors = decoded.strictErrors();
    if (!errors.isEmpty() && how.validation() == FieldValidation.STRICT) {
      throw VerbErrors.badRequest(strictly(target, errors));
    }
    if (how.validation() == FieldValidation.WARN) {
      errors.stream().limit(MOST_WARNINGS).forEach(how.warn());
    }
    return decoded.object();
  }

  private static String strictly(Target target, List<String> errors) {
    var reasons = "strict decoding error: " + String.join(", ", errors);
    return "%s in version \"%s\" cannot be handled as a %s: %s"
        .formatted(target.type().kind(), target.type().version(), target.type().kind(), reasons);
  }
}
