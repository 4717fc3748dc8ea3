package io.openluffy.git;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds the commit that people mean by a revision. */
final class RevisionResolver {
  private final Repository repository;
  private final DefaultBranch defaultBranch;

  RevisionResolver(Repository repository) {
    this.repository = repository;
    this.defaultBranch = new DefaultBranch(repository);
  }

  Optional<CommitId> resolve(String revision) throws IOException {
    if (revision.isEmpty() || revision.equals(Constants.HEAD)) {
      return ref(Constants.R_HEADS + defaultBranch.name());
    }
    if (HexRules.is(revision, 40)) {
      return peeled(ObjectId.fromString(revision));
    }
    for (var name : new String[] {"", Constants.R_HEADS, Constants.R_TAGS}) {
      if (name.isEmpty() && !revision.startsWith("refs/")) {
        continue;
      }
      var found = ref(name + revision);
      if (found.isPresent()) {
        return found;
      }
    }
    var tag = highest(revision.startsWith("refs/tags/") ? revision.substring(10) : revision);
    return tag.isPresent() ? tag : prefix(revision);
  }

  private Optional<CommitId> ref(String name) throws IOException {
    var ref = Repository.isValidRefName(name) ? repository.exactRef(name) : null;
    var id = ref == null ? null : ref.getObjectId();
    return id == null ? Optional.empty() : peeled(id);
  }

  private Optional<CommitId> peeled(ObjectId id) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return Optional.of(ObjectIds.commit(walk.parseCommit(id)));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    }
  }

  private Optional<CommitId> highest(String range) throws IOException {
    var wanted = VersionRange.parse(range);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Optional<Map.Entry<SemanticVersion, Ref>> best = Optional.empty();
    for (var tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
      var version = SemanticVersion.parse(tag.getName().substring(Constants.R_TAGS.length()));
      var fits = version.filter(wanted.get()::contains);
      if (fits.isPresent() && best.map(b -> b.getKey().compareTo(fits.get()) < 0).orElse(true)) {
        best = Optional.of(Map.entry(fits.get(), tag));
      }
    }
    return best.isPresent() ? ref(best.get().getValue().getName()) : Optional.empty();
  }

  private Optional<CommitId> prefix(String revision) throws IOException {
    if (revision.length() < 4 || revision.length() > 39 || !HexRules.isHex(revision)) {
      return Optional.empty();
    }
    try (var reader = repository.newObjectReader()) {
      Optional<CommitId> found = Optional.empty();
      for (var id : reader.resolve(AbbreviatedObjectId.fromString(revision))) {
        var commit = peeled(id).filter(c -> c.hex().equals(id.name()));
        if (commit.isPresent() && found.isPresent()) {
          return Optional.empty();
        }
        found = commit.isPresent() ? commit : found;
      }
      return found;
    }
  }
}
