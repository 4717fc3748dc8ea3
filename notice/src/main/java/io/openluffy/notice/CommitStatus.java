package io.openluffy.notice;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import java.time.Instant;
import java.util.Optional;

/**
 * What is said next to a commit about one thing, such as its way into dev. The newest word on the
 * same context stands in the place of the one before.
 *
 * @param context such as {@code openluffy/dev}
 * @param description one line, at most 140 characters
 * @param about what the journal's row is about, such as {@code release/r-1}; empty in what was
 *     written down before this was kept
 * @param fact the number of the journal's row that it says
 * @param due {@code yes} as long as the git host has to be told, {@code begun} when that was begun
 */
public record CommitStatus(
    RepositoryUrl repository,
    CommitId commit,
    String context,
    Verdict verdict,
    String description,
    Instant at,
    Optional<String> about,
    long fact,
    String due) {
  static final String DUE = "yes";
  static final String BEGUN = "begun";
  static final String TOLD = "no";
  private static final int LONGEST = 140;

  public CommitStatus {
    description =
        description.length() <= LONGEST
            ? description
            : description.substring(0, LONGEST - 1) + "\u2026";
  }

  /** How it stands. */
  public enum Verdict {
    PENDING,
    SUCCESS,
    FAILURE,
    /** A newer one came first. */
    SUPERSEDED
  }

  /** Names the row. */
  public String key() {
    return commit + "/" + context + "/" + repository;
  }

  CommitStatus told() {
    return due(TOLD);
  }

  CommitStatus begun() {
    return due(BEGUN);
  }

  private CommitStatus due(String next) {
    return new CommitStatus(
        repository, commit, context, verdict, description, at, about, fact, next);
  }

  boolean isDue() {
    return !isTold();
  }

  /** Or it needs no telling. */
  public boolean isTold() {
    return due.equals(TOLD);
  }
}
