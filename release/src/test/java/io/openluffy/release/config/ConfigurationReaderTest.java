package io.openluffy.release.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.RepositoryPath;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Excluded;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.EmergencyRule;
import io.openluffy.release.OneWay;
import io.openluffy.release.RollbackPolicy;
import io.openluffy.release.RollbackPolicy.Trouble;
import io.openluffy.release.SecretSource;
import io.openluffy.release.ValuesTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationReaderTest {
  @Test
  void theSeedIsReadWhole() {
    var reading = ConfigurationReader.read(SeedConfiguration.files());

    assertThat(reading.problems()).isEmpty();
    var configuration = reading.configuration();
    assertThat(configuration.pipelines()).hasSize(2);
    assertThat(configuration.environments().keySet()).containsExactly("dev", "preprod", "prod");
    assertThat(configuration.settings().applications()).containsExactly("argocd/*.yaml");
    assertThat(configuration.valuesFiles())
        .containsExactly(
            new RepositoryPath("helm/openluffy/values/preprod.yaml"),
            new RepositoryPath("helm/openluffy/values/prod.yaml"));
  }

  @Test
  void aPipelineSaysWhatIsBuiltAndWhereItGoes() {
    var pipeline =
        ConfigurationReader.read(SeedConfiguration.files())
            .configuration()
            .pipeline("release-dev")
            .orElseThrow();

    assertThat(pipeline.branch()).isEqualTo("develop");
    assertThat(pipeline.environments()).containsExactly("dev", "preprod");
    var frontend = pipeline.images().get(1);
    assertThat(frontend.repository()).isEqualTo("registry.example/openluffy-frontend");
    assertThat(frontend.context()).isEqualTo(new RepositoryPath("ui"));
    assertThat(frontend.dockerfile()).isEqualTo(new RepositoryPath("Dockerfile"));
    assertThat(frontend.args()).isEqualTo(Map.of("PORT", "80"));
  }

  @Test
  void anEnvironmentSaysWhatProtectsIt() {
    var configuration = ConfigurationReader.read(SeedConfiguration.files()).configuration();

    var preprod = configuration.environment("preprod").orElseThrow();
    assertThat(preprod.healthyFor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(preprod.secrets())
        .extracting(binding -> (Object) binding.from())
        .containsExactly(
            new SecretSource.Store("api-key"),
            new SecretSource.KubernetesSecret("a", "b", "c"),
            new SecretSource.EnvironmentVariable("THIRD"),
            new SecretSource.File("/run/secrets/fourth"));
    var prod = configuration.environment("prod").orElseThrow();
    assertThat(prod.requires()).contains("preprod");
    assertThat(prod.approval())
        .contains(
            new ApprovalRule(
                1,
                List.of(new Voter.Role("approver"), new Voter.User("ben")),
                Set.of(Excluded.AUTHOR)));
    assertThat(configuration.environment("dev").orElseThrow().values())
        .isInstanceOf(ValuesTarget.ApplicationParameters.class);
  }

  @Test
  void anEnvironmentSaysWhenItIsTakenBackByItself() {
    var usual = policy("rollback: {on: [syncFailed, degraded]}");
    var own = policy("rollback: {on: [degraded], within: 1h}");

    assertThat(usual.on()).containsExactlyInAnyOrder(Trouble.values());
    assertThat(usual.within()).isEqualTo(Duration.ofMinutes(15));
    assertThat(own.on()).containsExactly(Trouble.DEGRADED);
    assertThat(own.within()).isEqualTo(Duration.ofHours(1));
  }

  private static RollbackPolicy policy(String written) {
    var text = SeedConfiguration.with("requires: {verified: preprod}", written);
    var reading = ConfigurationReader.read(Map.of(SeedConfiguration.FILE, text));
    assertThat(reading.problems()).isEmpty();
    return reading.configuration().environment("prod").orElseThrow().rollback().orElseThrow();
  }

  @Test
  void aPipelineSaysWhatCantBeTakenBack() {
    var text =
        SeedConfiguration.with(
            "environments: [dev, preprod]",
            "environments: [dev, preprod]\n  irreversible: [{path: db/migration, reason: Forward only.}]");
    var reading = ConfigurationReader.read(Map.of(SeedConfiguration.FILE, text));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.configuration().pipelines().getFirst().irreversible())
        .containsExactly(new OneWay(new RepositoryPath("db/migration"), "Forward only."));
  }

  @Test
  void aPushedRevisionBringsPipelinesButNoEnvironments() {
    var inForce = ConfigurationReader.read(SeedConfiguration.files()).configuration();
    var pushed =
        SeedConfiguration.with(
            "approval: {required: 1, from: [\"role:approver\", \"user:ben\"]", "");

    var reading =
        ConfigurationReader.readPipelines(Map.of(SeedConfiguration.FILE, pushed), inForce, "main");

    assertThat(reading.configuration().environments()).isEqualTo(inForce.environments());
    assertThat(reading.configuration().environment("prod").orElseThrow().approval()).isPresent();
  }

  @Test
  void aPushedPipelineCanNotVisitAnEnvironmentTheConfigBranchDoesNotKnow() {
    var inForce = ConfigurationReader.read(SeedConfiguration.files()).configuration();
    var pushed = SeedConfiguration.with("[dev, preprod]", "[dev, staging]");

    var reading =
        ConfigurationReader.readPipelines(Map.of(SeedConfiguration.FILE, pushed), inForce, "main");

    assertThat(reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("config.unknown-environment");
              assertThat(problem.remedy()).contains("as they are on 'main'");
            });
  }

  @Test
  void filesElsewhereAreNotConfiguration() {
    assertThat(ConfigurationReader.isConfiguration(".openluffy/a.yml")).isTrue();
    assertThat(ConfigurationReader.isConfiguration(".openluffy/sub/a.yaml")).isFalse();
    assertThat(ConfigurationReader.isConfiguration("argocd/a.yaml")).isFalse();
    assertThat(ConfigurationReader.read(Map.of("a.yaml", "{")).problems()).isEmpty();
  }

  @Test
  void anApprovalMayHaveRulesOfItsOwnAndAnEnd() {
    var text =
        SeedConfiguration.TEXT.replace(
            "approval: {required: 1, from: [\"role:approver\", \"user:ben\"], excluding: [author]}",
            """
            approval:
                required: 2
                from: ["role:approver", "user:ben"]
                rules: [{from: ["group:security team"]}]
                excluding: [initiator, authors, builder, deployer]
                timeout: 7d
              emergency: {from: ["role:admin"], for: 30m}""");

    var reading = ConfigurationReader.read(Map.of(SeedConfiguration.FILE, text));

    assertThat(reading.problems()).isEmpty();
    var prod = reading.configuration().environment("prod").orElseThrow();
    assertThat(prod.approval())
        .hasValue(
            new ApprovalRule(
                2,
                List.of(
                    new ApprovalRule.Voter.Role("approver"), new ApprovalRule.Voter.User("ben")),
                Set.of(
                    ApprovalRule.Excluded.INITIATOR,
                    ApprovalRule.Excluded.AUTHORS,
                    ApprovalRule.Excluded.BUILDER,
                    ApprovalRule.Excluded.DEPLOYER),
                List.of(
                    new ApprovalRule.Share(
                        List.of(new ApprovalRule.Voter.Group("security team")), 1)),
                Optional.of(Duration.ofDays(7))));
    assertThat(prod.emergency())
        .hasValue(
            new EmergencyRule(
                List.of(new ApprovalRule.Voter.Role("admin")), true, Duration.ofMinutes(30)));
  }
}
