package io.openluffy.kube;

/**
 * Told of every object of a kind: first those that are there, then each change.
 *
 * <p>Calls come one after another. After a gap in the watch the cluster is listed again, and the
 * listener is told what changed meanwhile; it never has to ask for itself.
 */
public interface WatchListener {
  /** The object is there, in this state. Equal states may be told again. */
  void changed(Manifest object);

  /** The object is gone; this is its last known state. */
  void deleted(Manifest object);

  /** Everything that was there at the beginning has been told. */
  default void ready() {}
}
