package io.openluffy.git;

/** Records pushes to a repository of our own that were accepted but not recorded. */
@FunctionalInterface
public interface Recovery {
  void recover(RepositoryUrl url);
}
