package io.openluffy.playground.api.verbs;

import static io.openluffy.playground.api.verbs.Api.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.playground.api.verbs.DeleteOptions.Propagation;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletingTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private Target map(String name) {
    return api.target("", "configmaps", name);
  }

  private String owned(String name, String ownerUid, boolean blocks) {
    return """
    {apiVersion: v1, kind: ConfigMap, metadata: {name: %s, ownerReferences: [
      {apiVersion: v1, kind: ConfigMap, name: owner, uid: %s, blockOwnerDeletion: %s}]}}"""
        .formatted(name, ownerUid, blocks);
  }

  private String owner() {
    var owner = api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: owner}}");
    return metadata(owner).path("uid").asText();
  }

  @Test
  void anObjectWithFinalizersStaysUntilTheyAreGone() {
    api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [x.y/z]}}");

    var removed = api.delete(map("a"), Propagation.DEFAULT);

    assertThat(removed.gone()).isFalse();
    assertThat(metadata(removed.object()).has("deletionTimestamp")).isTrue();
    api.patch(map("a"), "metadata: {finalizers: null}");
    assertThat(api.configMap("a")).isEmpty();
  }

  @Test
  void whatIsOwnedGoesInTheBackground() {
    api.create(owned("child", owner(), true));

    api.delete(map("owner"), Propagation.BACKGROUND);

    assertThat(api.configMap("owner")).isEmpty();
    api.until(() -> api.configMap("child").isEmpty());
  }

  @Test
  void whatOwnsEachOtherInACircleGoes() {
    var uid = owner();
    var child = api.create(owned("child", uid, true));
    api.patch(
        map("owner"),
        "metadata: {ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: child, uid: "
            + metadata(child).path("uid").asText()
            + ", blockOwnerDeletion: true}]}");

    api.delete(map("owner"), Propagation.FOREGROUND);

    api.until(() -> api.configMap("owner").isEmpty() && api.configMap("child").isEmpty());
  }

  @Test
  void anOwnerThatStaysKeepsWhatAnotherOneWaitsToSeeGone() {
    var stays = api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: stays}}");
    var uid = metadata(stays).path("uid").asText();
    api.create(
        owned("child", owner(), true)
            .replace(
                "]}}", ", {apiVersion: v1, kind: ConfigMap, name: stays, uid: " + uid + "}]}}"));

    api.delete(map("owner"), Propagation.FOREGROUND);

    api.until(() -> api.configMap("owner").isEmpty());
    assertThat(api.configMap("child").orElseThrow().at("/metadata/ownerReferences")).hasSize(1);
  }

  @Test
  void inTheForegroundTheOwnerGoesLast() {
    api.create(
        owned("child", owner(), true).replace("name: child", "name: child, finalizers: [x.y/z]"));

    api.delete(map("owner"), Propagation.FOREGROUND);
    api.until(() -> metadata(api.configMap("child").orElseThrow()).has("deletionTimestamp"));

    assertThat(api.configMap("owner")).isPresent();
    api.patch(map("child"), "metadata: {finalizers: null}");
    api.until(() -> api.configMap("owner").isEmpty());
  }

  @Test
  void orphansStayAndForgetTheirOwner() {
    api.create(owned("child", owner(), true));

    api.delete(map("owner"), Propagation.ORPHAN);

    api.until(() -> api.configMap("owner").isEmpty());
    assertThat(metadata(api.configMap("child").orElseThrow()).has("ownerReferences")).isFalse();
  }

  @Test
  void anOwnerThatNeverWasTakesTheObjectAlong() {
    api.create(owned("child", "no-such-uid", false));

    api.until(() -> api.configMap("child").isEmpty());
  }

  @Test
  void anObjectWithAnotherOwnerStays() {
    var uid = owner();
    var second =
        metadata(api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: second}}"))
            .path("uid")
            .asText();
    api.create(
        """
        {apiVersion: v1, kind: ConfigMap, metadata: {name: child, ownerReferences: [
          {apiVersion: v1, kind: ConfigMap, name: owner, uid: %s},
          {apiVersion: v1, kind: ConfigMap, name: second, uid: %s}]}}"""
            .formatted(uid, second));

    api.delete(map("owner"), Propagation.BACKGROUND);

    api.until(
        () -> metadata(api.configMap("child").orElseThrow()).path("ownerReferences").size() == 1);
  }

  @Test
  void aPreconditionIsChecked() {
    owner();

    assertThatThrownBy(() -> api.verbs.delete(map("owner"), DeleteOptions.usual().only("another")))
        .hasMessageContaining(
            "the UID in the precondition (another) does not match the UID in record");
  }

  @Test
  void aScheduledPodGetsItsGrace() {
    api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: x, image: i}]}}");
    var pod = api.target("", "pods", "p");
    api.verbs.bind(pod, "node", WriteOptions.by("scheduler"));

    var marked = api.delete(pod, Propagation.DEFAULT);

    assertThat(marked.gone()).isFalse();
    assertThat(metadata(marked.object()).path("deletionGracePeriodSeconds").asInt()).isEqualTo(30);
    assertThat(metadata(marked.object()).path("deletionTimestamp").asText())
        .isEqualTo("2026-01-01T00:00:30Z");
    assertThat(api.verbs.delete(pod, DeleteOptions.now()).gone()).isTrue();
  }

  @Test
  void aPodThatIsNowhereGoesAtOnce() {
    api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: x, image: i}]}}");

    assertThat(api.delete(api.target("", "pods", "p"), Propagation.DEFAULT).gone()).isTrue();
  }

  @Test
  void nothingNewIsMadeInATerminatingNamespace() {
    api.create("{apiVersion: v1, kind: Namespace, metadata: {name: ending}}");
    api.delete(api.target("", "namespaces", "ending"), Propagation.DEFAULT);

    assertThatThrownBy(
            () ->
                api.create(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: late, namespace: ending}}"))
        .hasMessage(
            "configmaps \"late\" is forbidden: unable to create new content in namespace ending"
                + " because it is being terminated");
    api.verbs.client("test").finalizeNamespace("ending");
    assertThat(api.find("", "namespaces", "ending")).isEqualTo(Optional.empty());
  }
}
