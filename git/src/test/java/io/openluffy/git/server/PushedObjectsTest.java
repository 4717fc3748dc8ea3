package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.jgit.lib.Constants.OBJ_BLOB;
import static org.eclipse.jgit.lib.Constants.OBJ_COMMIT;
import static org.eclipse.jgit.lib.Constants.OBJ_TREE;

import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

class PushedObjectsTest {
  private static final ObjectId COMMIT = id(1);
  private static final ObjectId TREE = id(2);
  private static final ObjectId FILE = id(3);

  private final PushedObjects objects = new PushedObjects();

  /** All of them have the same hash. */
  private static ObjectId id(int number) {
    return ObjectId.fromString("0".repeat(32) + String.format("%08x", number));
  }

  private void commitWithTree() {
    objects.leadsTo(TREE, OBJ_TREE);
    objects.came(COMMIT, OBJ_COMMIT);
    objects.leadsTo(FILE, OBJ_BLOB);
    objects.came(TREE, OBJ_TREE);
  }

  @Test
  void holdsWhatLeadsToNothingElse() {
    commitWithTree();
    objects.came(FILE, OBJ_BLOB);

    assertThat(objects.holdAll(List.of(COMMIT))).isTrue();
    assertThat(objects.top()).contains(COMMIT);
    assertThat(objects.holdAll(List.of(COMMIT, id(4)))).isFalse();
  }

  @Test
  void doesNotHoldWhatDidNotCome() {
    commitWithTree();

    assertThat(objects.holdAll(List.of(COMMIT))).isFalse();
  }

  @Test
  void doesNotHoldWhatIsOfAnotherType() {
    commitWithTree();
    assertThat(objects.mistaken()).isEmpty();

    objects.came(FILE, OBJ_TREE);

    assertThat(objects.mistaken()).contains(FILE);
    assertThat(objects.holdAll(List.of(COMMIT))).isFalse();
  }

  @Test
  void hasNoTopIfThereAreTwo() {
    commitWithTree();
    objects.came(FILE, OBJ_BLOB);
    objects.came(id(4), OBJ_COMMIT);

    assertThat(objects.holdAll(List.of(COMMIT))).isTrue();
    assertThat(objects.top()).isEmpty();
  }

  @Test
  void knowsNothingOnceThereWasTooMuchOfOneBucket() {
    commitWithTree();
    objects.came(FILE, OBJ_BLOB);
    for (int i = 0; i < 200_000; i++) {
      objects.leadsTo(id(1000 + i), OBJ_BLOB);
    }
    commitWithTree();
    objects.came(FILE, OBJ_BLOB);

    assertThat(objects.holdAll(List.of(COMMIT))).isFalse();
    assertThat(objects.size()).isZero();
  }
}
