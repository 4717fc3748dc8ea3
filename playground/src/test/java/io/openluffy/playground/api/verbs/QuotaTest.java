package io.openluffy.playground.api.verbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.rules.QuotaRules;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {containers:"
          + " [{name: c, image: i, resources: {requests: {cpu: %s}}}]}}";

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private void quota(String spec) {
    var quota =
        api.create(
            "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: " + spec + "}");
    var status = QuotaRules.status(quota, kind -> List.of());
    var patch = Trees.object();
    patch.set("status", status);
    api.verbs.client("test").mergePatchStatus(api.target("", "resourcequotas", "q").key(), patch);
  }

  @Test
  void whatGoesBeyondAQuotaIsRefusedInKubernetesWords() {
    quota("{hard: {pods: '2', cpu: '1'}}");
    api.create(POD.formatted("a", "600m"));

    assertThatThrownBy(() -> api.create(POD.formatted("b", "500m")))
        .hasMessageContaining(
            "pods \"b\" is forbidden: exceeded quota: q, requested: cpu=500m, used: cpu=600m,"
                + " limited: cpu=1");
    api.create(POD.formatted("b", "400m"));
    assertThatThrownBy(() -> api.create(POD.formatted("c", "0")))
        .hasMessageContaining(
            "exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2");
  }

  @Test
  void aPodMustSayWhatAQuotaBounds() {
    quota("{hard: {limits.memory: 1Gi}}");

    assertThatThrownBy(() -> api.create(POD.formatted("a", "1")))
        .hasMessageContaining("failed quota: q: must specify limits.memory for: c");
  }

  @Test
  void aScopedQuotaConcernsItsPodsOnly() {
    quota("{hard: {pods: '0'}, scopes: [BestEffort]}");

    api.create(POD.formatted("a", "1"));
    assertThatThrownBy(
            () ->
                api.create(
                    "{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers:"
                        + " [{name: c, image: i}]}}"))
        .hasMessageContaining("exceeded quota");
  }

  @Test
  void otherKindsAreCountedToo() {
    quota("{hard: {count/configmaps: '1', services.nodeports: '1'}}");
    api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

    assertThatThrownBy(() -> api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}"))
        .hasMessageContaining("requested: count/configmaps=1, used: count/configmaps=1");
    assertThatThrownBy(
            () ->
                api.create(
                    "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort,"
                        + " ports: [{name: a, port: 1}, {name: b, port: 2}]}}"))
        .hasMessageContaining("requested: services.nodeports=2");
    assertThat(api.find("", "services", "s")).isEmpty();
  }
}
