package io.openluffy.server.view;

import io.openluffy.git.Commit;
import java.time.Instant;

/** A commit ({@code Commit}). */
public record CommitView(String id, PersonView author, String message, Instant at) {
  public static CommitView of(Commit commit) {
    return new CommitView(
        commit.id().hex(), PersonView.of(commit.author()), commit.message(), commit.at());
  }
}
