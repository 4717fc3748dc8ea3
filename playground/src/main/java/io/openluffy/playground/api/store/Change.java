package io.openluffy.playground.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One write: what an object became.
 *
 * @param after the object after it; when deleted, its last state with the version of the deletion
 * @param previous the object before it; empty when it was made
 */
public record Change(Kind kind, StoredObject after, Optional<StoredObject> previous) {
  /** What happened to the object. */
  public enum Kind {
    ADDED,
    MODIFIED,
    DELETED
  }

  public ObjectKey key() {
    return after.key();
  }

  public long version() {
    return after.version();
  }

  public ObjectNode object() {
    return after.tree();
  }

  public Optional<ObjectNode> before() {
    return previous.map(StoredObject::tree);
  }
}
