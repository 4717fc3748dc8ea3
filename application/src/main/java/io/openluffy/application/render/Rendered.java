package io.openluffy.application.render;

import io.openluffy.kernel.Problem;
import io.openluffy.kube.Manifest;
import java.util.List;

/** The objects a source declares, hooks among them, in the order they were written. */
public record Rendered(List<Manifest> manifests, List<Problem> warnings) {
  public Rendered {
    manifests = List.copyOf(manifests);
    warnings = List.copyOf(warnings);
  }
}
