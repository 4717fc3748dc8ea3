package io.openluffy.git;

import java.time.Duration;
import java.util.List;

/** What a repository needs, by what lies in it. */
final class MaintenanceRules {
  /** So many packs are looked through at once without anybody noticing. */
  private static final int PACKS = 20;

  private static final int LOOSE = 2_000;
  private static final int REFS = 200;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private MaintenanceRules() {}

  /**
   * What is there.
   *
   * @param packs their sizes, smallest first
   * @param loose objects in files of their own
   * @param refs in files of their own
   * @param cleaned since the whole was last put in order
   */
  record Found(List<Long> packs, int loose, int refs, Duration cleaned) {
    Found {
      packs = List.copyOf(packs);
    }
  }

  /**
   * All of it is put in order once a day if something came, and sooner, but once an hour at most,
   * if a lot of loose objects lie around.
   */
  static boolean needsOrder(Found found) {
    var isNew = found.packs().size() > 1 || found.loose() > 0;
    return (isNew && found.cleaned().compareTo(DAY) > 0)
        || (found.loose() > LOOSE && found.cleaned().compareTo(HOUR) > 0);
  }

  static boolean needsPackedRefs(Found found) {
    return found.refs() > REFS;
  }

  /**
   * How many of the smallest packs become one. Each that stays is at least twice what is smaller
   * than it together, so that an object is written anew only as often as the repository doubles.
   */
  static int combined(Found found) {
    var packs = found.packs();
    if (packs.size() <= PACKS) {
      return 0;
    }
    var combined = 0;
    var below = 0L;
    for (int i = 0; i < packs.size(); i++) {
      if (packs.get(i) < 2 * below) {
        combined = i + 1;
      }
      below += packs.get(i);
    }
    return combined;
  }
}
