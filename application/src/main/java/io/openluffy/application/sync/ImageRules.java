package io.openluffy.application.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The images that an object names, wherever its pod template stands. */
public final class ImageRules {
  private static final List<String> POD_SPECS =
      List.of("/spec", "/spec/template/spec", "/spec/jobTemplate/spec/template/spec");

  private ImageRules() {}

  /** In order, each once. */
  public static List<String> of(Manifest object) {
    var found = new TreeSet<String>();
    for (var spec : POD_SPECS) {
      for (var list : List.of("initContainers", "containers")) {
        for (JsonNode container : object.at(spec).path(list)) {
          var image = container.path("image").asText("");
          if (!image.isEmpty()) {
            found.add(image);
          }
        }
      }
    }
    return new ArrayList<>(found);
  }
}
