package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Selector;

/** Which nodes a pod's required node affinity leaves to choose from. */
final class NodeAffinity {
  private static final String TERMS =
      "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";

  private NodeAffinity() {}

  /** One of the terms must match; without terms every node does. */
  static boolean allows(JsonNode pod, JsonNode node) {
    var terms = pod.at(TERMS);
    return terms.isEmpty() || terms.valueStream().anyMatch(term -> matches(term, node));
  }

  private static boolean matches(JsonNode term, JsonNode node) {
    var fields = Trees.object().put("metadata.name", Fields.name(node));
    return !term.isEmpty()
        && meets(term.path("matchFields"), fields)
        && meets(term.path("matchExpressions"), Fields.labels(node));
  }

  private static boolean meets(JsonNode expressions, JsonNode labels) {
    var selector = Trees.object();
    selector.set("matchExpressions", expressions);
    return new Selector(selector).matches(labels);
  }
}
