package io.openluffy.git;

import java.io.IOException;
import java.util.Arrays;

/**
 * How much memory it takes to put the deltas of a pack on their bases: a base is held until the
 * last delta on it is done, so a line of deltas is light however long it is, and a tree of them is
 * not.
 */
final class DeltaWeights {
  static final long NO_BASE = -1;
  static final long BASE_ELSEWHERE = -2;
  private static final String WHOLE = "git -c core.bigFileThreshold=16m push";

  private final long most;
  private int count;
  private long[] positions = new long[64];
  private long[] sizes = new long[64];

  /** Index of the base, or one of the constants. */
  private int[] bases = new int[64];

  private long byId;

  DeltaWeights(long most) {
    this.most = most;
  }

  /**
   * Positions only grow.
   *
   * @param base position of the base, or a constant
   */
  void add(long position, long base, long size, long baseSize) throws IOException {
    if (base != NO_BASE && size + baseSize > most) {
      throw PackGuard.refused("a delta of " + size + " bytes; send the file whole: " + WHOLE);
    }
    if (base == BASE_ELSEWHERE) {
      byId += size;
      if (byId > most) {
        throw PackGuard.refused(
            "more than " + most + " bytes of deltas on what is here already; add --no-thin");
      }
    }
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      bases = Arrays.copyOf(bases, 2 * count);
    }
    positions[count] = position;
    sizes[count] = size;
    bases[count] = base < 0 ? (int) base : indexOf(base);
    count++;
  }

  /** A base that is nowhere is for the reader of the pack to complain of. */
  private int indexOf(long position) {
    var index = Arrays.binarySearch(positions, 0, count, position);
    return index < 0 ? (int) BASE_ELSEWHERE : index;
  }

  void requireBearable() throws IOException {
    var deltasOn = new int[count];
    for (int i = 0; i < count; i++) {
      if (bases[i] >= 0) {
        deltasOn[bases[i]]++;
      }
    }
    // A base comes before its deltas.
    var held = new long[count];
    for (int i = 0; i < count; i++) {
      if (bases[i] >= 0) {
        var base = bases[i];
        held[i] = held[base] + (deltasOn[base] > 1 ? sizes[base] : 0);
        if (held[i] + sizes[base] + sizes[i] > most) {
          throw PackGuard.refused(
              "deltas that need more than "
                  + most
                  + " bytes of memory at once; send whole files: "
                  + WHOLE);
        }
      }
    }
  }
}
