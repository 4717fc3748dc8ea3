package io.openluffy.application.target;

import io.openluffy.kube.Manifest;
import java.util.List;

/**
 * What came out of one source.
 *
 * @param warnings in words, for people
 */
record Rendering(List<Manifest> manifests, List<String> warnings) {
  Rendering {
    manifests = List.copyOf(manifests);
    warnings = List.copyOf(warnings);
  }
}
