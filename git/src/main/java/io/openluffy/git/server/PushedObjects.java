package io.openluffy.git.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What came with a push and where it leads to, noted while its objects are checked. A push that
 * leads to nothing but itself, as first pushes do, need not be walked through once more.
 */
final class PushedObjects {
  /** Some 18 MiB; a push that has or names more is walked through. */
  private static final int MOST = 200_000;

  private final Map<Seen, Seen> all = new HashMap<>();
  private final Seen asked = new Seen(ObjectId.zeroId());
  private boolean isComplete = true;

  /**
   * What is named may be chosen so that all of it falls into one bucket of a map. Keys that can be
   * compared are found in time all the same, which those of JGit's own maps are not.
   */
  private static final class Seen implements Comparable<Seen> {
    private AnyObjectId id;

    /** 0 if it didn't come. */
    private int type;

    /** A bit for each type that somebody takes it for. */
    private int takenFor;

    Seen(AnyObjectId id) {
      this.id = id;
    }

    @Override
    public int compareTo(Seen other) {
      return id.compareTo(other.id);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Seen seen && id.equals(seen.id);
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }

    boolean isMistaken() {
      return Integer.bitCount(type == 0 ? takenFor : takenFor | 1 << type) > 1;
    }
  }

  void came(AnyObjectId id, int type) {
    var one = seen(id);
    if (one != null) {
      one.type = type;
    }
  }

  void leadsTo(AnyObjectId id, int type) {
    var one = seen(id);
    if (one != null) {
      one.takenFor |= 1 << type;
    }
  }

  /** Something can't be understood, or there is too much. */
  void giveUp() {
    isComplete = false;
    all.clear();
  }

  private @Nullable Seen seen(AnyObjectId id) {
    if (!isComplete) {
      return null;
    }
    var known = find(id);
    if (known == null) {
      if (all.size() == MOST) {
        giveUp();
        return null;
      }
      known = new Seen(id.copy());
      all.put(known, known);
    }
    return known;
  }

  private @Nullable Seen find(AnyObjectId id) {
    asked.id = id;
    return all.get(asked);
  }

  /** They came, and so did everything that they lead to. */
  boolean holdAll(Collection<ObjectId> tips) {
    if (!isComplete || tips.stream().anyMatch(tip -> find(tip) == null)) {
      return false;
    }
    return all.values().stream().allMatch(one -> one.type != 0 && !one.isMistaken());
  }

  /** What is taken for something of another type. */
  Optional<ObjectId> mistaken() {
    return all.values().stream().filter(Seen::isMistaken).findFirst().map(one -> one.id.copy());
  }

  /**
   * The commit that everything else hangs on: nothing leads in a circle, so what only one thing
   * does not hang on hangs on that.
   */
  Optional<ObjectId> top() {
    Seen top = null;
    for (var one : all.values()) {
      if (one.takenFor == 0) {
        if (top != null || one.type != Constants.OBJ_COMMIT) {
          return Optional.empty();
        }
        top = one;
      }
    }
    return Optional.ofNullable(top).map(one -> one.id.copy());
  }

  int size() {
    return all.size();
  }

  /** 0 if it didn't come. */
  int type(AnyObjectId id) {
    var one = find(id);
    return one == null ? 0 : one.type;
  }
}
