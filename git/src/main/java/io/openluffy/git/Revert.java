package io.openluffy.git;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes back what commits changed, with a new commit on the branch.
 *
 * @param from the commit before the first one that is taken back; empty: the first parent of {@code
 *     to}, so that {@code to} alone is taken back
 * @param to the last commit that is taken back
 * @param paths only what changed in or below these; empty: everything
 */
public record Revert(
    String branch,
    Author author,
    String message,
    Map<String, String> trailers,
    Optional<CommitId> from,
    CommitId to,
    List<RepositoryPath> paths) {

  public Revert {
    trailers = Collections.unmodifiableMap(new LinkedHashMap<>(trailers));
    paths = List.copyOf(paths);
  }
}
