package io.openluffy.server.journey;

import static io.openluffy.server.journey.JourneyWorld.ADA;
import static io.openluffy.server.journey.JourneyWorld.BEN;
import static io.openluffy.server.journey.JourneyWorld.VIC;
import static io.openluffy.server.journey.Names.applicationKey;
import static io.openluffy.server.journey.Names.name;
import static io.openluffy.server.journey.Names.workload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.promotion.RollbackAnswer;
import io.openluffy.promotion.RollbackTarget;
import io.openluffy.promotion.VoteAnswer;
import io.openluffy.release.Release;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One release is in prod and another one waits: no door leads around the approval. */
class DoorsTest {
  private static final GroupVersionKind APPLICATION =
      GroupVersionKind.of("argoproj.io/v1alpha1", "Application");

  @TempDir Path work;
  private JourneyWorld world;
  private Release first;

  @BeforeEach
  void oneIsInProdAndTheNextWaits() {
    world = JourneyWorld.connected(work);
    first = world.toProd("One");
    world.push("develop", "Two");
    world.seconds(40);
    world.merge();
    world.seconds(5);
    nothingCameThrough();
  }

  private void nothingCameThrough() {
    world.tick(Duration.ofMinutes(5));
    assertThat(world.running("prod")).isEqualTo(first.tag());
    assertThat(world.state("prod")).isEqualTo("AwaitingApproval");
    assertThat(world.waiting().approvals()).isEmpty();
  }

  @Test
  void anOperationByKubectl() {
    operation("{\"initiatedBy\":{\"username\":\"ben\"},\"sync\":{\"prune\":true}}");

    assertThat(refusal()).contains("may not approve");
    nothingCameThrough();
  }

  @Test
  void anotherApplicationWithTheSameSource() {
    var prod = world.cluster.get(applicationKey("prod")).orElseThrow().json();
    var json = JsonNodeFactory.instance.objectNode();
    json.set("apiVersion", prod.get("apiVersion"));
    json.set("kind", prod.get("kind"));
    json.putObject("metadata").put("name", "by-the-way").put("namespace", "argocd");
    json.set("spec", prod.get("spec").deepCopy());
    json.withObject("/spec/syncPolicy/automated").put("prune", true);

    world.cluster.apply(Manifest.of(json), new ApplyOptions("kubectl", true, false, false));
    world.seconds(60);

    var way = world.cluster.get(APPLICATION.key("argocd", "by-the-way")).orElseThrow();
    assertThat(way.at("/status").toString())
        .contains("belongs to the protected application", "ProtectedNamespaceWarning");
    nothingCameThrough();
  }

  @Test
  void anOperationThatSaysItHeals() {
    policy("{\"selfHeal\":true}");
    var head = world.repository.head("main").hex();
    operation(
        "{\"initiatedBy\":{\"automated\":true},\"sync\":{\"revision\":\"%s\",".formatted(head)
            + "\"autoHealAttemptsCount\":1}}");

    nothingCameThrough();
  }

  @Test
  void anOperationThatSaysItIsUnderWayAlready() {
    var head = world.repository.head("main").hex();
    var operation = "{\"sync\":{\"revision\":\"%s\"}}".formatted(head);
    world.cluster.patch(
        applicationKey("prod"),
        PatchType.MERGE,
        Json.tree(
            """
            {"status":{"operationState":{"phase":"Running","operation":%s,"finishedAt":null,
             "startedAt":"%s","syncResult":{"revision":"%s","resources":[{"version":"v1",
             "kind":"Service","namespace":"openluffy-prod","name":"backend","status":"Synced",
             "syncPhase":"Sync","hookPhase":"Succeeded"}]}}}}
            """
                .formatted(operation, world.clock.instant(), head)),
        "status");
    operation(operation);

    nothingCameThrough();
  }

  @Test
  void anAutomatedPolicyByKubectl() {
    policy("{\"prune\":true,\"selfHeal\":true}");
    nothingCameThrough();
    world.hook();
    world.restart();
    nothingCameThrough();
    assertThat(world.server.store.journal().about("application/" + name("prod"), 100))
        .filteredOn(entry -> entry.fact().details().toString().contains("AUTOMATED_SYNC"))
        .as("it is told once")
        .hasSize(1);

    policy("null");
    assertThat(world.approve(BEN)).isInstanceOf(VoteAnswer.Recorded.class);
    world.seconds(3);
    assertThat(world.state("prod")).as("the way that is meant").isEqualTo("Arrived");
  }

  @Test
  void anotherSourceByKubectl() {
    var shown = world.waiting().shown().orElseThrow().binding();
    patch("{\"spec\":{\"source\":{\"targetRevision\":\"develop\"}}}");
    nothingCameThrough();
    patch(
        "{\"spec\":{\"source\":{\"targetRevision\":\"main\",\"helm\":{\"parameters\":"
            + "[{\"name\":\"backend.replicas\",\"value\":\"4\"}]}}}}");
    nothingCameThrough();

    var answer = world.server.promotions.approve(world.waiting().id(), BEN, shown, "");
    assertThat(answer).as("what was shown is not what is there").isInstanceOf(refused());
    operation("{\"sync\":{}}");
    nothingCameThrough();
  }

  @Test
  void aWorkloadByKubectlIsHealed() {
    var image = "{\"name\":\"backend\",\"image\":\"registry.example/other:1\"}";
    world.kubectl(
        workload("prod", "backend"),
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[" + image + "]}}}}");
    world.settle();
    assertThat(world.running("prod")).isEqualTo(first.tag());

    world.kubectlDelete(workload("prod", "frontend"));
    nothingCameThrough();
  }

  @Test
  void aPinByKubectl() {
    assertThat(world.approve(BEN)).isInstanceOf(VoteAnswer.Recorded.class);
    world.seconds(3);
    var second = world.release();
    patch(
        "{\"metadata\":{\"annotations\":{\"openluffy.io/pinned\":"
            + "\"{\\\"historyId\\\":0,\\\"revision\\\":\\\"\\\",\\\"by\\\":\\\"ben\\\","
            + "\\\"since\\\":\\\"2026-01-01T00:00:00Z\\\"}\"}}}");
    world.tick(Duration.ofMinutes(5));

    assertThat(world.running("prod")).isEqualTo(second.tag());
  }

  @Test
  void aHistoryByKubectl() {
    var entry = world.application("prod").history().getLast();
    world.cluster.patch(
        applicationKey("prod"),
        PatchType.MERGE,
        Json.tree(
            """
            {"status":{"history":[{"id":77,"revision":"%s","deployedAt":"%s","source":
             {"repoURL":"%s","path":"helm/openluffy","targetRevision":"main","helm":{"parameters":
              [{"name":"backend.image.tag","value":"evil"}],"valueFiles":["values/prod.yaml"]}}}]}}
            """
                .formatted(
                    entry.revisions().getFirst().hex(), world.clock.instant(), Names.REPOSITORY)),
        "status");
    var answer =
        world.server.promotions.rollback(
            Names.place("prod"), new RollbackTarget.ToHistory(77), false, BEN);

    assertThat(answer).isNotNull();
    nothingCameThrough();
  }

  @Test
  void theApplicationTakenAwayByKubectl() {
    world.kubectlDelete(applicationKey("prod"));
    world.tick(Duration.ofMinutes(5));

    assertThat(world.running("prod")).isEqualTo(first.tag());
  }

  @Test
  void aSyncByThoseWhoMayNot() {
    var author = new Principal("ada", Set.of("approver"), ADA.door());
    for (var who : List.of(VIC, ADA, author)) {
      assertThat(sync(who)).isInstanceOf(SyncAnswer.Refused.class);
    }
    nothingCameThrough();
  }

  @Test
  void aSyncOfSomethingElseByOneWhoMay() {
    var older = world.repository.log("main", 2).getLast().id().hex();
    for (var revision : List.of(older, "develop")) {
      var request =
          new SyncRequest(
              BEN.actor(), BEN.roles(), Optional.of(revision), true, false, List.of(), List.of());
      assertThat(world.server.applications.sync(name("prod"), request))
          .isInstanceOf(SyncAnswer.Refused.class);
    }
    nothingCameThrough();
  }

  @Test
  void aSyncByOneWhoMayIsTheirVote() {
    assertThat(sync(BEN)).isInstanceOf(SyncAnswer.Started.class);
    world.seconds(3);

    assertThat(world.state("prod")).isEqualTo("Arrived");
    assertThat(world.running("prod")).isEqualTo(world.release().tag());
    assertThat(world.newest("prod").orElseThrow().approvals())
        .singleElement()
        .satisfies(vote -> assertThat(vote.by().name()).isEqualTo("ben"));
  }

  @Test
  void aRollbackByThoseWhoMayNot() {
    for (var who : List.of(VIC, ADA)) {
      assertThat(world.rollBack("prod", who)).isInstanceOf(RollbackAnswer.Refused.class);
    }
    nothingCameThrough();
  }

  private static Class<VoteAnswer.Refused> refused() {
    return VoteAnswer.Refused.class;
  }

  private SyncAnswer sync(Principal by) {
    var answer =
        world.server.applications.sync(name("prod"), SyncRequest.by(by.actor(), by.roles()));
    world.settle();
    return answer;
  }

  private void operation(String json) {
    patch("{\"operation\":" + json + "}");
  }

  private void policy(String automated) {
    patch("{\"spec\":{\"syncPolicy\":{\"automated\":%s}}}".formatted(automated));
  }

  private void patch(String mergePatch) {
    world.kubectl(applicationKey("prod"), mergePatch);
    world.settle();
  }

  private String refusal() {
    var operation = world.application("prod").operation().orElseThrow();
    assertThat(operation.succeeded()).isFalse();
    return operation.message();
  }
}
