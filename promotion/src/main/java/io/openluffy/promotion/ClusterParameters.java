package io.openluffy.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import java.util.Map;

/** Patches the Application resource in the control cluster, never over somebody else's change. */
public final class ClusterParameters implements ApplicationParameters {
  private static final int TRIES = 5;

  private final Clusters clusters;

  public ClusterParameters(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public void set(ApplicationName application, Map<String, String> parameters) {
    var key =
        new ResourceKey("argoproj.io", "Application", application.namespace(), application.name());
    for (int attempt = 1; ; attempt++) {
      try {
        var live = clusters.control().get(key).orElseThrow(() -> missing(application));
        var patch = patch(live, parameters);
        if (!patch.isEmpty()) {
          clusters.control().patch(key, PatchType.MERGE, patch, "");
        }
        return;
      } catch (ProblemException lost) {
        if (!KubeProblems.is(lost, KubeProblems.CONFLICT) || attempt == TRIES) {
          throw lost;
        }
      }
    }
  }

  /** A merge patch that fails if the object changed meanwhile; empty if nothing is to be done. */
  private static ObjectNode patch(Manifest live, Map<String, String> parameters) {
    var patch = JsonNodeFactory.instance.objectNode();
    var spec = live.json().withObject("/spec");
    var source = helmSource(spec);
    var before = source.deepCopy();
    var list = source.withObject("/helm").withArray("parameters");
    parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(wanted -> set(list, wanted.getKey(), wanted.getValue()));
    if (source.equals(before)) {
      return patch;
    }
    patch.withObject("/metadata").put("resourceVersion", live.resourceVersion());
    var changed = patch.withObject("/spec");
    if (spec.has("sources")) {
      changed.set("sources", spec.get("sources"));
    } else {
      changed.withObject("/source").withObject("/helm").set("parameters", list);
    }
    return patch;
  }

  /** {@code spec.source}, or of several the one that renders a chart. */
  private static ObjectNode helmSource(ObjectNode spec) {
    for (var source : spec.path("sources")) {
      if (source instanceof ObjectNode one && (one.has("helm") || one.has("chart"))) {
        return one;
      }
    }
    return spec.path("sources").path(0) instanceof ObjectNode first
        ? first
        : spec.withObject("/source");
  }

  private static void set(
      com.fasterxml.jackson.databind.node.ArrayNode list, String name, String value) {
    for (JsonNode parameter : list) {
      if (parameter instanceof ObjectNode one && one.path("name").asText().equals(name)) {
        one.put("value", value);
        return;
      }
    }
    list.addObject().put("name", name).put("value", value).put("forceString", true);
  }

  private static ProblemException missing(ApplicationName application) {
    return Problem.user(
            "promotion.no-application",
            "There is no Application " + application + ".",
            Where.of("Application " + application),
            "Apply its manifest, or name it under 'applications' of .openluffy/project.yaml.")
        .asException();
  }
}
