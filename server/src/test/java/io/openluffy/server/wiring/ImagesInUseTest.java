package io.openluffy.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.store.Json;
import io.openluffy.kube.FixedClusters;
import io.openluffy.kube.Manifest;
import io.openluffy.playground.registry.Digest;
import io.openluffy.release.ReleaseImage;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.journey.Names;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep of the registry has to leave, although no tag names it. */
class ImagesInUseTest {
  private static final String FOREIGN = "sha256:" + "f0".repeat(32);

  @TempDir Path work;
  private JourneyWorld world;

  @BeforeEach
  void connect() {
    world = JourneyWorld.connected(work);
  }

  @Test
  void whatReleasesWereBuiltIsInUse() {
    var release = world.toProd("Hello");

    assertThat(release.images()).isNotEmpty();
    assertThat(inUse().digests())
        .containsAll(
            release.images().stream()
                .map(ReleaseImage::digest)
                .map(ImagesInUseTest::digest)
                .toList());
  }

  @Test
  void whatRunsBesideTheApplicationsIsInUse() {
    assertThat(inUse().digests()).doesNotContain(digest(FOREIGN));

    world.cluster.create(
        Manifest.of(
            Json.tree(
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"team\"}}")));
    world.cluster.create(
        Manifest.of(
            Json.tree(
                """
                {"apiVersion":"batch/v1","kind":"CronJob",
                 "metadata":{"namespace":"team","name":"tidy"},
                 "spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[
                   {"name":"tidy","image":"openluffy.localhost/tidy@%s"}]}}}}}}
                """
                    .formatted(FOREIGN))));

    assertThat(inUse().digests()).contains(digest(FOREIGN));
  }

  @Test
  void whatARollbackMayBringBackIsInUse() {
    setDevTo("1@" + FOREIGN);
    assertThat(world.running("dev")).contains(FOREIGN.substring(7));
    setDevTo("2");
    assertThat(world.running("dev")).isEqualTo("2");

    assertThat(inUse().digests()).contains(digest(FOREIGN));
  }

  private void setDevTo(String tag) {
    var values =
        """
        host: dev.openluffy.localhost
        backend: {image: {tag: "%s"}, replicas: 1}
        frontend: {image: {tag: "%s"}, replicas: 1}
        """
            .formatted(tag, tag);
    world.push("develop", "Run " + tag + " [skip ci]", Map.of(Names.values("dev"), values));
    world.seconds(5);
  }

  private ImagesInUse inUse() {
    return new ImagesInUse(
        world.server.projects,
        world.server.releases,
        world.server.applications,
        new FixedClusters(world.cluster));
  }

  private static Digest digest(String text) {
    return Digest.parse(text).orElseThrow();
  }
}
