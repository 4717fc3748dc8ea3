package io.openluffy.promotion.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.RenderParameter;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kube.FixedClusters;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.promotion.EnvironmentBindings;
import io.openluffy.release.Configuration;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.InMemoryProjects;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ProjectSettings;
import io.openluffy.release.Protection;
import io.openluffy.release.SecretBinding;
import io.openluffy.release.SecretSource;
import io.openluffy.release.ValuesTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretParametersTest {
  private static final ApplicationName DEV = ApplicationName.of("shop-dev");

  @TempDir Path folder;
  private final SettableClock clock = SettableClock.atNoon();
  private final InMemorySecretStore secrets = new InMemorySecretStore();
  private final InMemoryCluster cluster = new InMemoryCluster(clock);

  @Test
  void everySourceIsReadAndAChangeShowsInTheVersion() throws Exception {
    secrets.set(Actor.OPENLUFFY, "project/shop", "api-key", Secret.of("one"));
    kubernetesSecret("dHdv");
    var file = Files.writeString(folder.resolve("key"), "three\n");
    var parameters =
        parameters(
            new SecretSource.Store("api-key"),
            new SecretSource.KubernetesSecret("shop", "keys", "api"),
            new SecretSource.File(file.toString()),
            new SecretSource.EnvironmentVariable("API_KEY"));

    var before = parameters.of(DEV);
    assertThat(before)
        .extracting(one -> one.value().reveal())
        .containsExactly("one", "two", "three", "four");
    assertThat(before.toString()).doesNotContain("three").doesNotContain("four");

    secrets.set(Actor.OPENLUFFY, "project/shop", "api-key", Secret.of("uno"));
    Files.writeString(file, "tre");
    var after = parameters.of(DEV);
    assertThat(version(after, 0)).isNotEqualTo(version(before, 0));
    assertThat(version(after, 1)).isEqualTo(version(before, 1));
    assertThat(version(after, 2)).isNotEqualTo(version(before, 2));
    assertThat(version(after, 3)).isEqualTo(version(before, 3));
  }

  @Test
  void aMissingSecretIsNamedWithTheCommand() {
    assertThatThrownBy(() -> parameters(new SecretSource.Store("api-key")).of(DEV))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("'api-key' of the project shop")
        .hasMessageContaining("luffy secret set api-key");
    assertThatThrownBy(
            () -> parameters(new SecretSource.KubernetesSecret("shop", "keys", "x")).of(DEV))
        .hasMessageContaining("shop/keys");
    assertThatThrownBy(() -> parameters(new SecretSource.EnvironmentVariable("PATH")).of(DEV))
        .hasMessageContaining("PATH");
  }

  @Test
  void aFileOutsideTheFolderIsRefusedAlsoThroughALink() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/hostname"));

    for (var path : List.of("/etc/hostname", folder + "/../../etc/hostname", link.toString())) {
      assertThatThrownBy(() -> parameters(new SecretSource.File(path)).of(DEV))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void anotherApplicationGetsNothing() {
    assertThat(parameters(new SecretSource.Store("x")).of(ApplicationName.of("other"))).isEmpty();
  }

  private static String version(List<RenderParameter> parameters, int index) {
    return parameters.get(index).version();
  }

  private void kubernetesSecret(String base64) {
    var secret =
        Manifest.named(new GroupVersionKind("", "v1", "Secret"), "shop", "keys")
            .with(
                json -> {
                  json.set("data", JsonNodeFactory.instance.objectNode().put("api", base64));
                  return json;
                });
    cluster.create(Manifest.named(new GroupVersionKind("", "v1", "Namespace"), "", "shop"));
    cluster.create(secret);
  }

  private SecretParameters parameters(SecretSource... sources) {
    var bindings =
        java.util.stream.IntStream.range(0, sources.length)
            .mapToObj(i -> new SecretBinding("secrets.s" + i, sources[i]))
            .toList();
    var environment =
        new EnvironmentSpec(
            "dev",
            "shop-dev",
            Optional.empty(),
            new ValuesTarget.ValuesFile(new RepositoryPath("v.yaml"), Map.of()),
            Duration.ZERO,
            bindings,
            Protection.NONE);
    var configuration =
        new Configuration(List.of(), Map.of("dev", environment), ProjectSettings.DEFAULT);
    var project =
        new Project(
            new ProjectName("shop"),
            new RepositoryUrl("https://git.example/o/shop"),
            "main",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            configuration,
            clock.instant());
    return new SecretParameters(
        new EnvironmentBindings(new InMemoryProjects(new InMemoryStore(clock), project)),
        secrets,
        new ClusterSecrets(new FixedClusters(cluster)),
        FileSecrets.below(folder),
        Map.of("API_KEY", Secret.of("four")));
  }
}
