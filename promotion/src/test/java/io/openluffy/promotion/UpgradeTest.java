package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.store.Json;
import io.openluffy.release.Release;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server stored that knew neither emergencies nor votes bound to the configuration. */
class UpgradeTest {
  private static final List<String> NEWER = List.of("emergency", "configuration");

  private final World world = new World(1, 2, java.util.Optional.empty());

  @Test
  void votesOfAnOlderServerStillCount() {
    var release = voted();
    age(release);
    assertThat(world.promotion(release, "prod").emergency()).isEmpty();
    assertThat(binding(release).configuration()).isEmpty();
    world.restart();
    world.settle();

    assertThat(binding(release).configuration()).isPresent();
    assertThat(world.promotion(release, "prod").waiting().orElseThrow().message())
        .isEqualTo("1 of 2 approvals by role:approver.");
    approve(release);
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
    assertThat(world.server.promotions.why(release.id(), "prod").toString())
        .contains("By ben, cleo.");
  }

  @Test
  void whatAnOlderServerGrantedGoesOn() {
    var release = voted();
    approve(release);
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
    age(release);
    world.restart();
    world.settle();
    world.seconds(3);

    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
  }

  @Test
  void whoLeavesTheConfigurationOutNowIsRefused() {
    var release = voted();
    var shown = world.shown(release);
    var without =
        new ApprovalBinding(
            shown.release(), shown.diffId(), shown.digests(), java.util.Optional.empty());

    var answer =
        world.server.promotions.approve(
            world.promotion(release, "prod").id(), World.CLEO, without, "");

    assertThat(answer).isInstanceOf(VoteAnswer.Refused.class);
    assertThat(((VoteAnswer.Refused) answer).problem().message()).contains("configuration changed");
  }

  private Release voted() {
    var release = world.push(World.main(), "one");
    world.settle();
    world.server.promotions.approve(
        world.promotion(release, "prod").id(), World.BEN, world.shown(release), "");
    world.settle();
    return release;
  }

  private void approve(Release release) {
    world.server.promotions.approve(
        world.promotion(release, "prod").id(), World.CLEO, world.shown(release), "");
  }

  private ApprovalBinding binding(Release release) {
    return world.promotion(release, "prod").shown().orElseThrow().binding();
  }

  /** As the document was before. */
  private void age(Release release) {
    var document = Json.mapper().valueToTree(world.promotion(release, "prod"));
    strip(document);
    var older = Json.read(document.toString(), Promotion.class);
    world.store.update(World.BEN.actor(), tx -> tx.put(PromotionTables.PROMOTION, older));
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode fields) {
      fields.remove(NEWER);
    }
    node.forEach(UpgradeTest::strip);
  }
}
