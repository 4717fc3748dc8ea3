package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a JSON body against the schema of its kind, as the API server's own types would. */
public final class Decoding {
  private static final int MOST_ERRORS = 100;

  private Decoding() {}

  /**
   * @param schema of a built-in kind (it has a definition) or of a CRD
   * @param duplicates complaints about what the text has twice, from {@link StrictJson}
   */
  public static Decoded of(Schema schema, ObjectNode body, List<String> duplicates) {
    var errors = new ArrayList<String>();
    try {
      var object =
          schema.definition().isEmpty()
              ? new CustomDecoder(errors).object(schema, body)
              : new BuiltInDecoder(errors).object(schema, body);
      errors.addAll(duplicates);
      return new Decoded(object, first(errors), Optional.empty());
    } catch (WrongType e) {
      return new Decoded(body, List.of(), Optional.of(e.getMessage()));
    }
  }

  static String unknown(Object path) {
    return "unknown field \"" + path + "\"";
  }

  private static List<String> first(List<String> errors) {
    return errors.size() > MOST_ERRORS ? errors.subList(0, MOST_ERRORS) : errors;
  }
}
