package io.openluffy.server.view;

import io.openluffy.application.ObjectDiff;
import io.openluffy.application.RenderedDiff;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;

/** A rendered diff as YAML on both sides ({@code RenderedDiff}). */
public record DiffView(String id, String revision, List<ResourceDiffView> resources) {

  /** One object ({@code ResourceDiff}). */
  public record ResourceDiffView(
      String group,
      String kind,
      String namespace,
      String name,
      String change,
      Optional<String> live,
      Optional<String> desired) {
    static ResourceDiffView of(ObjectDiff diff) {
      var key = diff.key();
      return new ResourceDiffView(
          key.group(),
          key.kind(),
          key.namespace(),
          key.name(),
          changeOf(diff),
          diff.live().map(DiffView::yaml),
          diff.predicted().map(DiffView::yaml));
    }
  }

  public static DiffView of(RenderedDiff diff) {
    return new DiffView(
        diff.id(), diff.revision(), diff.objects().stream().map(ResourceDiffView::of).toList());
  }

  private static String changeOf(ObjectDiff diff) {
    if (!diff.modified()) {
      return "none";
    }
    if (diff.live().isEmpty()) {
      return "create";
    }
    return diff.predicted().isEmpty() ? "delete" : "update";
  }

  private static String yaml(Manifest manifest) {
    return Yaml.text(manifest.view());
  }
}
