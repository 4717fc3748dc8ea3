package io.openluffy.git;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;

/** JGit's ids as ours and back. */
final class ObjectIds {
  private ObjectIds() {}

  static CommitId commit(AnyObjectId id) {
    return new CommitId(id.name());
  }

  static TreeId tree(AnyObjectId id) {
    return new TreeId(id.name());
  }

  static ObjectId of(CommitId id) {
    return ObjectId.fromString(id.hex());
  }
}
