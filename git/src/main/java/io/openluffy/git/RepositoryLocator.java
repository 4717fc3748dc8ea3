package io.openluffy.git;

import java.nio.file.Path;
import java.util.Optional;

/** Says where a repository lies on our own disk, if it is one of ours, so that none is fetched. */
@FunctionalInterface
public interface RepositoryLocator {
  /** The bare repository; empty if it is somebody else's. */
  Optional<Path> locate(RepositoryUrl url);

  /** The one name under which we keep what we know about a repository. */
  default RepositoryUrl canonical(RepositoryUrl url) {
    return url;
  }
}
