package io.openluffy.release.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Problem;
import io.openluffy.release.Configuration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Files as they are while somebody types, merges or drops something on the keyboard. */
class HalfWrittenConfigurationTest {
  private static final String SEED = SeedConfiguration.TEXT;
  private static final String LITTER = "{}[]:,-#&*!|>'\"%@`\t \n\u0000\u00e9\ud83d~?<0x";

  @Test
  void everyPrefixIsReadOrSaysWhereItIsWrong() {
    for (var end = 0; end <= SEED.length(); end++) {
      everythingSaysWhere(SEED.substring(0, end));
    }
  }

  @Test
  void everyFileWithoutOneOfItsLinesIsReadOrSaysWhereItIsWrong() {
    var lines = SEED.lines().toList();
    for (var missing = 0; missing < lines.size(); missing++) {
      var rest = new java.util.ArrayList<>(lines);
      rest.remove(missing);
      everythingSaysWhere(String.join("\n", rest) + "\n");
    }
  }

  @Test
  void litterAnywhereIsReadOrSaysWhereItIsWrong() {
    var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (var round = 0; round < 1_000; round++) {
      everythingSaysWhere(littered(chance));
    }
  }

  @Test
  void aConflictOfAMergeIsNamedWithItsLine() {
    var file = SEED.replace("  tag: dev-{sha}\n", "<<<<<<< HEAD\n  tag: a-{sha}\n=======\n");

    assertThat(everythingSaysWhere(file)).isNotEmpty();
  }

  @Test
  void aCharacterThatNoFileShouldHoldIsNamedWithItsPlace() {
    var file = SEED.replace("  tag: dev-{sha}\n", "  tag: d\u00e9\u0007v-{sha}\n");

    assertThat(everythingSaysWhere(file))
        .first()
        .satisfies(
            problem -> {
              assertThat(problem.message()).contains("U+0007");
              assertThat(problem.where().line()).hasValue(6);
              assertThat(problem.where().column()).hasValue(10);
            });
  }

  private static String littered(RandomGenerator chance) {
    var text = new StringBuilder(SEED);
    for (var times = chance.nextInt(1, 4); times > 0; times--) {
      var at = chance.nextInt(text.length());
      var litter = LITTER.charAt(chance.nextInt(LITTER.length()));
      switch (chance.nextInt(3)) {
        case 0 -> text.insert(at, litter);
        case 1 -> text.setCharAt(at, litter);
        default -> text.delete(at, Math.min(text.length(), at + chance.nextInt(1, 30)));
      }
    }
    return text.toString();
  }

  private static List<Problem> everythingSaysWhere(String text) {
    var files = Map.of(SeedConfiguration.FILE, text);
    var problems = new java.util.ArrayList<>(ConfigurationReader.read(files).problems());
    problems.addAll(
        ConfigurationReader.readPipelines(files, Configuration.EMPTY, "main").problems());
    assertThat(problems)
        .as(text)
        .allSatisfy(
            problem -> {
              assertThat(problem.where().subject()).isEqualTo(SeedConfiguration.FILE);
              assertThat(problem.where().line()).isPresent();
              assertThat(problem.where().column()).isPresent();
              assertThat(problem.message()).isNotBlank().doesNotContain("\n");
            });
    return problems;
  }
}
