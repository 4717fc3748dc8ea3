package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What became of a body.
 *
 * @param object with unknown fields dropped where the kind does not keep them
 * @param strictErrors {@code unknown field "spec.replcias"}, {@code duplicate field "spec.x"}: the
 *     warnings of {@code fieldValidation=Warn}, the error of {@code Strict}
 * @param failure why it is no object of its kind at all: {@code json: cannot unmarshal string into
 *     Go struct field DeploymentSpec.spec.replicas of type int32}
 */
public record Decoded(ObjectNode object, List<String> strictErrors, Optional<String> failure) {
  public Decoded {
    strictErrors = List.copyOf(strictErrors);
  }
}
