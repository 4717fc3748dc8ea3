package io.openluffy.playground.controllers.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmptyingRulesTest {
  private static ObjectNode namespaceWith(ObjectNode left, boolean isPodLeft) {
    var status = Trees.object();
    var conditions = Conditions.of(Trees.object(), Instant.EPOCH);
    EmptyingRules.report(conditions, "shop", Map.of(Kinds.PODS, List.of(left)), isPodLeft);
    conditions.into(status);
    return Trees.object().set("status", status);
  }

  private static String message(ObjectNode namespace, String type) {
    return Fields.condition(namespace, type).orElseThrow().path("message").asText();
  }

  @Test
  void aPodThatIsHeldHoldsUpTheRest() {
    var pod = Trees.object();
    pod.withObject("/metadata").putArray("finalizers").add("example.org/hold");

    var namespace = namespaceWith(pod, true);

    assertThat(Fields.isTrue(namespace, "NamespaceDeletionContentFailure")).isTrue();
    assertThat(message(namespace, "NamespaceContentRemaining"))
        .isEqualTo("Some resources are remaining: pods. has 1 resource instances");
    assertThat(message(namespace, "NamespaceFinalizersRemaining"))
        .endsWith("finalizers remaining: example.org/hold in 1 resource instances");
  }

  @Test
  void whatIsOnItsWayOutIsNoFailure() {
    var namespace = namespaceWith(Trees.object(), true);

    assertThat(Fields.isTrue(namespace, "NamespaceDeletionContentFailure")).isFalse();
    assertThat(Fields.isTrue(namespace, "NamespaceFinalizersRemaining")).isFalse();
  }
}
