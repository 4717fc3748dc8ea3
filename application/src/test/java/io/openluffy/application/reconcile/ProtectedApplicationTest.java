package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another application can and can't do to a protected one. */
class ProtectedApplicationTest {
  private static final String AUTOMATED = "{\"automated\":{\"prune\":true}}";
  @TempDir Path work;
  private World world;

  @BeforeEach
  void shopIsProtectedAndLive() {
    world = new World(work);
    world.guarded.add(ApplicationName.of("shop"));
    world.push(Map.of("shop/a.json", World.configMap("a", "approved")));
    world.application("shop", "shop", AUTOMATED);
    world.run();
  }

  @Test
  void noOtherTakesWhatBelongsToIt() {
    world.push(
        Map.of(
            "deploy/a.json", World.configMap("a", "other"),
            "deploy/b.json", World.configMap("b", "1")));

    world.application(AUTOMATED);

    assertThat(world.web().operation().orElseThrow().message())
        .contains("belongs to the protected application argocd/shop");
    assertThat(world.web().conditions().toString()).contains(ConditionView.SHARED_RESOURCE);
    assertThat(value("a")).isEqualTo("approved");
    assertThat(world.live(World.configMapKey("b"))).isEmpty();
  }

  @Test
  void norDoesAHookOfTheSameName() {
    world.push(
        Map.of(
            "deploy/a.json",
            World.object("v1", "ConfigMap", "a", "{\"argocd.argoproj.io/hook\":\"PreSync\"}", ""),
            "deploy/b.json",
            World.configMap("b", "1")));

    world.application(AUTOMATED);

    assertThat(world.web().operation().orElseThrow().message())
        .contains("belongs to the protected application");
    assertThat(value("a")).isEqualTo("approved");
  }

  @Test
  void norDoesTheEndOfTheOther() {
    world.push(
        Map.of(
            "deploy/a.json",
            World.object(
                "v1", "ConfigMap", "a", "{\"argocd.argoproj.io/hook\":\"PostDelete\"}", ""),
            "deploy/b.json",
            World.configMap("b", "1")));
    world.application(AUTOMATED);
    world.patchApplication(
        "{\"metadata\":{\"finalizers\":[\"resources-finalizer.argocd.argoproj.io\"]}}");

    world.cluster.delete(
        new ResourceKey("argoproj.io", "Application", "argocd", "web"), DeleteOptions.background());
    for (int i = 0; i < 4; i++) {
      world.tick(Duration.ofSeconds(5));
    }

    assertThat(value("a")).isEqualTo("approved");
    assertThat(world.live(World.configMapKey("b"))).isEmpty();
    assertThat(world.web().conditions().toString()).contains("belongs to argocd/shop");
  }

  @Test
  void whoLivesNextDoorIsTold() {
    world.push(Map.of("deploy/b.json", World.configMap("b", "1")));

    world.application(AUTOMATED);

    assertThat(world.web().conditions())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.type()).isEqualTo(ConditionView.PROTECTED_NAMESPACE);
              assertThat(one.message()).contains("argocd/shop", "default", "AppProject");
            });
    assertThat(world.live(World.configMapKey("b"))).isPresent();
    var shop = world.engine.applications().find(ApplicationName.of("shop")).orElseThrow();
    assertThat(shop.conditions()).isEmpty();
  }

  @Test
  void anOddTrackingIdOfALiveObjectStopsNobody() {
    world.apply(
        """
        {"apiVersion":"v1","kind":"ConfigMap","data":{"value":"0"},
         "metadata":{"name":"b","namespace":"default",
           "annotations":{"argocd.argoproj.io/tracking-id":"_x:/ConfigMap:default/b"}}}
        """);
    world.push(Map.of("deploy/b.json", World.configMap("b", "1")));

    world.application(AUTOMATED);

    assertThat(value("b")).isEqualTo("1");
  }

  private String value(String name) {
    return world.live(World.configMapKey(name)).orElseThrow().text("/data/value");
  }
}
