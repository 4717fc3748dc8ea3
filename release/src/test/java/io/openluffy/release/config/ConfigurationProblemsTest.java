package io.openluffy.release.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationProblemsTest {
  /** Columns: what the seed says, the mistake instead, the text pointed at, code, words. */
  @ParameterizedTest(name = "{1} -> {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tag: dev-{sha}        | taag: dev-{sha}       | taag        | config.unknown-key         | Did you mean 'tag'?
          context: ui           | contxt: ui            | contxt      | config.unknown-key         | Did you mean 'context'?
          [dev, preprod]        | dev                   | dev         | config.wrong-type          | must be a list
          [dev, preprod]        | [dev, prepod]         | prepod      | config.unknown-environment | Did you mean 'preprod'?
          [dev, preprod]        | [preprod, preprod]    | preprod]    | config.environment-cycle   | twice
          {name: preprod}       | {name: prod}          | prod        | config.duplicate-name      | another environment
          {name: release-prod}  | {name: release-dev} # | release-dev | config.duplicate-name      | another pipeline
          {name: release-prod}  | {name: Release Prod}  | Release     | config.bad-value           | lower-case
          {name: release-prod}  | {name: 7}             | 7           | config.wrong-type          | in quotes
          tag: main-{sha}       | tag: latest           | latest      | config.bad-tag             | no {sha}
          tag: main-{sha}       | tag: main {sha}       | main        | config.bad-tag             | can't hold
          healthyFor: 30s       | healthyFor: 30        | 30          | config.bad-duration        | '30s'?
          healthyFor: 30s       | healthyFor: soon      | soon        | config.bad-duration        | 1h30m
          healthyFor: 30s       | healthyFor: 999h      | 999h        | config.bad-duration        | 7 days
          role:approver         | role:aprover          | "role       | config.bad-role            | Did you mean 'approver'?
          role:approver         | role:viewer           | "role       | config.bad-role            | only look
          role:approver         | somebody              | "somebody   | config.bad-role            | neither
          role:approver         | rol:approver          | "rol        | config.bad-role            | Did you mean 'role:approver'?
          role:approver         | group:                | "group      | config.bad-role            | group:sre
          role:approver         | user:b en             | "user       | config.bad-role            | user:ben
          required: 1           | required: 21          | 21          | config.bad-value           | 1 to 20
          required: 1, from: ["role:approver", "user:ben"] | required: 2, from: ["user:ben"] | 2 | config.bad-value | only 1 may vote
          required: 1, from: ["role:approver", "user:ben"] | required: 1 | {required   | config.missing-key         | 'from' is missing
          required: 1, from: ["role:approver", "user:ben"] | required: 1, rules: [] | [] | config.missing-key  | no rule here
          required: 1, from: ["role:approver", "user:ben"] | required: 1, rules: [{from: ["group:sre"], required: 2}] | 2 | config.bad-value | more votes (2) than all (1)
          required: 1, from: ["role:approver", "user:ben"] | required: 1, rules: [{form: ["group:sre"]}] | form | config.unknown-key | Did you mean 'from'?
          excluding: [author]   | excluding: [authos]   | authos      | config.bad-value           | Did you mean 'author'?
          excluding: [author]   | excluding: [initiater] | initiater  | config.bad-value           | Did you mean 'initiator'?
          excluding: [author]   | timeout: 0s           | 0s          | config.bad-duration        | '7d'
          excluding: [author]   | timeout: 400d         | 400d        | config.bad-duration        | 365 days
          excluding: [author]   | timout: 7d            | timout      | config.unknown-key         | Did you mean 'timeout'?
          requires: {verified: preprod} | emergency: {from: []}                          | []     | config.missing-key  | break the glass
          requires: {verified: preprod} | emergency: {from: ["role:admin"], for: 25h}    | 25h    | config.bad-duration | 24 hours
          requires: {verified: preprod} | emergency: {from: ["role:admin"], for: 5s}     | 5s     | config.bad-duration | 60m
          requires: {verified: preprod} | emergency: {from: ["role:admin"], second: two} | two    | config.wrong-type   | true or false
          requires: {verified: preprod} | emergency: {from: ["role:admin"], secnd: true} | secnd  | config.unknown-key  | Did you mean 'second'?
          required: 1           | required: 0           | 0           | config.bad-value           | 1 to 20
          required: 1           | required: one         | one         | config.wrong-type          | whole number
          {verified: preprod}   | {verified: prprod}    | prprod      | config.unknown-environment | Did you mean 'preprod'?
          {verified: preprod}   | {verified: prod}      | prod        | config.environment-cycle   | prod after prod
          kind: Project         | kind: Projekt         | Projekt     | config.unknown-kind        | Did you mean 'Project'?
          {branch: main}        | {branch: a..b}        | a..b        | config.bad-value           | short name
          url: http://preprod   | url: javascript:alert | javascript  | config.bad-value           | web address
          context: ui           | context: ../ui        | ../ui       | config.bad-path            | inside the repository
          context: ui           | context: /ui          | /ui         | config.bad-path            | inside the repository
          helm/openluffy/values/prod.yaml | values/../../prod.yaml | values/.. | config.bad-path     | inside the repository
          {backend: backend.image.tag}}   | {bakend: backend.image.tag}} | backend.image | config.unknown-image | Did you mean 'backend'?
          file: /run            | file: ../run          | ../run      | config.bad-value           | Begin it with '/'
          {store: api-key}      | {store: k, file: /x}  | {store      | config.missing-key         | exactly one
          argocd/*.yaml         | ../*.yaml             | "../        | config.bad-path            | argocd/*.yaml
          requires: {verified: preprod} | rollback: {on: [degrade]} | degrade]      | config.bad-value           | Did you mean 'degraded'
          requires: {verified: preprod} | rollback: {on: [verificationFailed]} | verificationFailed | config.not-enforced | Remove it
          requires: {verified: preprod} | rollback: {on: []} | []                  | config.missing-key         | such as 'degraded'
          requires: {verified: preprod} | rollback: {within: 5m} | {within          | config.missing-key         | 'on' is missing
          requires: {verified: preprod} | rollback: {on: [degraded], within: 30} | 30} | config.bad-duration   | '30s'
          requires: {verified: preprod} | rollback: {on: [degraded], within: 5s} | 5s  | config.bad-duration   | '15m'
          requires: {verified: preprod} | rollback: {on: [degraded], to: dev} | to: dev | config.unknown-key  | on, within
          requires: {verified: preprod} | rollback: degraded  | degraded            | config.wrong-type          | a map
          environments: [prod]  | irreversible: [{path: /db, reason: x}] | /db     | config.bad-path            | path inside
          environments: [prod]  | irreversible: [{path: db}]  | {path              | config.missing-key         | 'reason' is missing
          environments: [prod]  | irreversible: [{path: db, reason: ""}] | {path   | config.bad-value           | Say in a sentence
          requires: {verified: preprod} | windows: [{deny: 0 0 * * FRI, for: 72h}] | [{deny | config.not-enforced | Remove the key
          application: openluffy-dev | namespace: x    | application | config.missing-key         | 'application' is missing
          registry.example/openluffy-frontend | registry.example/UI | registry.example/UI | config.bad-value | without a tag
          registry.example/openluffy-frontend | registry.example/ui:1 | registry.example/ui:1 | config.bad-value | without a tag
          registry.example/openluffy-frontend | registry.example/openluffy-backend | {name: frontend | config.duplicate-name | repository
          """)
  void aMistakeHasItsPlaceAndItsRemedy(
      String written, String mistake, String pointedAt, String code, String says) {
    var file = SeedConfiguration.with(written, mistake);

    var problems = problems(file);

    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.inWords()).contains(says);
              if (!code.equals("config.missing-key")) {
                assertThat(lineFrom(file, problem.where())).startsWith(unquoted(pointedAt));
              }
            });
  }

  @Test
  void everythingWrongIsSaidAtOnceInTheOrderOfTheFile() {
    var file =
        SeedConfiguration.TEXT
            .replace("tag: dev-{sha}", "taag: dev")
            .replace("healthyFor: 30s", "healthyFor: 30")
            .replace("role:approver", "role:boss");

    assertThat(problems(file))
        .extracting(Problem::code)
        .containsExactly("config.unknown-key", "config.bad-duration", "config.bad-role");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedAtItsSecondPlace() {
    var file =
        SeedConfiguration.TEXT.replace("  tag: dev-{sha}\n", "  tag: a-{sha}\n  tag: b-{sha}\n");

    assertThat(problems(file))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("config.duplicate-key");
              assertThat(problem.where()).isEqualTo(at(7, 3).field("spec"));
            });
  }

  @Test
  void brokenYamlIsSaidOnceWithItsPlace() {
    var file = "kind: Pipeline\nspec:\n  - a: [1, 2\nmetadata: {name: x}\n";

    assertThat(problems(file))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("config.broken-yaml");
              assertThat(problem.where().line()).hasValue(4);
              assertThat(problem.message()).doesNotContain("\n");
            });
  }

  @Test
  void tabsAreNamedAsTheCause() {
    assertThat(problems("spec:\n\ttag: x\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("spaces"));
  }

  @Test
  void environmentsThatWaitForEachOtherAreNamed() {
    var file =
        SeedConfiguration.TEXT.replace(
            "  after: {healthyFor: 30s}\n", "  requires: {verified: prod}\n");

    assertThat(problems(file))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).contains("preprod after prod after preprod"));
  }

  @Test
  void aDocumentThatIsNoMapIsRefused() {
    assertThat(problems("- a\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("config.wrong-type"));
  }

  @Test
  void aliasesMayRepeatButNotExplode() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append(
          "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
    }

    assertThat(problems(bomb.toString()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("config.too-large"));
  }

  @Test
  void depthAndSizeAreLimited() {
    assertThat(problems("a: " + "[".repeat(100_000)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("32 deep"));
    assertThat(problems("#".repeat(300_000)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("256 KiB"));
  }

  @Test
  void anAliasOfItselfDoesNotHang() {
    assertThat(problems("kind: Pipeline\nspec: &a {images: [*a], on: *a}\n")).isNotEmpty();
  }

  private static List<Problem> problems(String text) {
    return ConfigurationReader.read(Map.of(SeedConfiguration.FILE, text)).problems();
  }

  private static Where at(int line, int column) {
    return Where.at(SeedConfiguration.FILE, line, column);
  }

  private static String lineFrom(String text, Where where) {
    var line = text.split("\n")[where.line().orElseThrow() - 1];
    return line.substring(where.column().orElseThrow() - 1);
  }

  private static String unquoted(String text) {
    return text.strip();
  }
}
