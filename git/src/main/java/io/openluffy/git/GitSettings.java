package io.openluffy.git;

import java.time.Duration;

/**
 * Limits of what comes from other people's repositories.
 *
 * @param quiet how long a remote may say nothing
 * @param whole how long one fetch or push may take
 * @param repositoryBytes size of one fetched pack
 * @param fileBytes size of one file that is read
 * @param exportBytes size of all files of one export
 * @param files number of files of one listing or export
 * @param attempts how often a lost race for a branch is tried again
 */
public record GitSettings(
    Duration quiet,
    Duration whole,
    long repositoryBytes,
    long fileBytes,
    long exportBytes,
    int files,
    int attempts) {

  public static final GitSettings DEFAULTS =
      new GitSettings(
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          4L << 30,
          64L << 20,
          1L << 30,
          200_000,
          40);
}
