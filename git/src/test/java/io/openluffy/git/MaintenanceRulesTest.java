package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.MaintenanceRules.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaintenanceRulesTest {
  private static final Duration HOURS = Duration.ofHours(2);

  private static Found packs(List<Long> sizes) {
    return new Found(sizes, 0, 0, HOURS);
  }

  @Test
  void fewPacksAreLeftAlone() {
    assertThat(MaintenanceRules.combined(packs(Collections.nCopies(20, 5L)))).isZero();
  }

  @Test
  void manySmallOnesBecomeOneAndTheLargeOneStays() {
    var sizes = new ArrayList<>(Collections.nCopies(24, 5L));
    sizes.add(1_000_000L);

    assertThat(MaintenanceRules.combined(packs(sizes))).isEqualTo(24);
  }

  @Test
  void aPackThatIsNotTwiceTheSmallerOnesGoesWithThem() {
    var sizes = new ArrayList<>(Collections.nCopies(24, 5L));
    sizes.add(200L);

    assertThat(MaintenanceRules.combined(packs(sizes))).isEqualTo(25);
  }

  /** A thousand pushes: what is written for them stays in proportion to the logarithm. */
  @Test
  void littleIsWrittenForManyPushes() {
    var sizes = new ArrayList<Long>(List.of(1_000_000L));
    var written = 0L;
    for (int push = 0; push < 1_000; push++) {
      sizes.add(10L);
      Collections.sort(sizes);
      var combined = MaintenanceRules.combined(packs(sizes));
      var sum = sizes.subList(0, combined).stream().mapToLong(size -> size).sum();
      sizes.subList(0, combined).clear();
      if (sum > 0) {
        sizes.add(sum);
        written += sum;
      }
    }

    assertThat(sizes).hasSizeLessThan(25);
    assertThat(written).isLessThan(1_000 * 10 * 12);
  }

  @Test
  void theWholeIsPutInOrderOnceADayIfSomethingCame() {
    var day = Duration.ofHours(25);

    assertThat(MaintenanceRules.needsOrder(new Found(List.of(9L), 0, 0, day))).isFalse();
    assertThat(MaintenanceRules.needsOrder(new Found(List.of(9L), 1, 0, day))).isTrue();
    assertThat(MaintenanceRules.needsOrder(new Found(List.of(1L, 9L), 0, 0, day))).isTrue();
    assertThat(MaintenanceRules.needsOrder(new Found(List.of(1L, 9L), 9, 0, HOURS))).isFalse();
    assertThat(MaintenanceRules.needsOrder(new Found(List.of(1L), 2_001, 0, HOURS))).isTrue();
    assertThat(MaintenanceRules.needsOrder(new Found(List.of(1L), 2_001, 0, Duration.ofMinutes(9))))
        .isFalse();
  }
}
