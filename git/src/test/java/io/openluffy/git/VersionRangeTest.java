package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource({
    "1.2.*, v1.2.9, 1.3.0",
    "1.*, 1.9.9, 2.0.0",
    "*, 7.0.0, 7.0.0-rc.1",
    "^1.2, 1.9.0, 1.1.9",
    "^1.2.3, 1.2.3, 2.0.0",
    "^0.2.3, 0.2.9, 0.3.0",
    "^0.0.3, 0.0.3, 0.0.4",
    "~1.2, 1.2.9, 1.3.0",
    "~1.2.3, 1.2.9, 1.2.2",
    "~1, 1.9.0, 2.0.0",
    ">=1.0 <2.0, 1.9.9, 2.0.0",
    "'>=1.0, <2.0', 1.0.0, 0.9.9",
    ">1.2, 1.3.0, 1.2.9",
    "<=1.2, 1.2.9, 1.3.0",
    "1.2 - 1.4, 1.4.9, 1.5.0",
    "^1 || ^3, 3.1.0, 2.1.0",
    "!=1.2.3, 1.2.4, 1.2.3",
    ">=1.2.3-beta, 1.2.3-rc, 1.2.3-alpha",
    "=1.2.3, 1.2.3, 1.2.4"
  })
  void rangesContainWhatTheySay(String range, String inside, String outside) {
    var parsed = VersionRange.parse(range).orElseThrow();

    assertThat(parsed.contains(SemanticVersion.parse(inside).orElseThrow())).isTrue();
    assertThat(parsed.contains(SemanticVersion.parse(outside).orElseThrow())).isFalse();
  }

  @Test
  void namesAndExactVersionsAreNoRanges() {
    assertThat(VersionRange.parse("main")).isEmpty();
    assertThat(VersionRange.parse("v1.2.3")).isEmpty();
    assertThat(VersionRange.parse("feature/1.*")).isEmpty();
    assertThat(VersionRange.parse("1.2.3 main")).isEmpty();
    assertThat(VersionRange.parse(" ".repeat(300))).isEmpty();
  }

  @Test
  void versionsAreOrderedAsSemverSays() {
    assertThat(SemanticVersion.parse("1.0.0-alpha.2").orElseThrow())
        .isLessThan(SemanticVersion.parse("1.0.0-alpha.10").orElseThrow())
        .isLessThan(SemanticVersion.parse("1.0.0").orElseThrow());
  }
}
