package io.openluffy.promotion;

import java.util.Optional;

/** Tells who somebody is now; what they may have been when they voted does not count. */
public interface People {
  /** Empty for whom nobody knows (any more), and for whoever is shut out. */
  Optional<Elector> find(String name);
}
