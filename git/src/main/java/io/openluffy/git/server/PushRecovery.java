package io.openluffy.git.server;

import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.LeftLocks;
import io.openluffy.git.Pushes;
import io.openluffy.git.Recovery;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the pushes to our own git server that a crash, or a store that was away, left unrecorded.
 * Run at start before the server takes requests, and now and then; none is recorded twice.
 */
public final class PushRecovery implements Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(PushRecovery.class);

  /** A ref is written in milliseconds; another server on the same folder may be at it. */
  private static final Duration LOCKED = Duration.ofSeconds(10);

  private final EmbeddedRepositories repositories;
  private final Pushes pushes;
  private final Git git;
  private final InstantSource time;

  public PushRecovery(
      EmbeddedRepositories repositories, Pushes pushes, Git git, InstantSource time) {
    this.repositories = repositories;
    this.pushes = pushes;
    this.git = git;
    this.time = time;
  }

  /** A repository that can't be read does not keep the others from it. */
  public void run() throws IOException {
    for (var project : repositories.list()) {
      try {
        recover(project);
      } catch (IOException | RuntimeException e) {
        LOG.atError().addKeyValue("repository", project).setCause(e).log("Can't look for pushes");
      }
    }
  }

  @Override
  public void recover(RepositoryUrl url) {
    repositories
        .project(url)
        .ifPresent(
            project -> {
              try {
                recover(project);
              } catch (IOException e) {
                throw Problem.world(
                        "git.storage",
                        "The repository can't be read: " + e.getMessage(),
                        Where.of(url.value()),
                        "Check the server's home folder.")
                    .asException(e);
              }
            });
  }

  private void recover(String project) throws IOException {
    var url = repositories.url(project);
    var handle = repositories.open(project);
    handle.lock().lock();
    try {
      LeftLocks.remove(handle.repository().getDirectory().toPath(), time.instant().minus(LOCKED));
      settleIntents(url);
      var before = pushes.heads(url);
      pushes.observe(
          url,
          before,
          git.branches(url),
          (older, newer) ->
              git.resolve(url, older.hex()).isPresent() && git.isAncestor(url, older, newer),
          (branch, after) -> pusher(url, after));
    } finally {
      handle.lock().unlock();
    }
  }

  private void settleIntents(RepositoryUrl url) {
    var branches = git.branches(url);
    for (var intent : pushes.intents()) {
      if (intent.repository().equals(url)) {
        var now = Optional.ofNullable(branches.get(intent.branch()));
        var isMoved = now.equals(intent.after());
        pushes.settle(
            intent.by(),
            isMoved ? List.of(intent) : List.of(),
            isMoved ? List.of() : List.of(intent));
      }
    }
  }

  /** Who pushed is not known any more; who committed is. */
  private Actor pusher(RepositoryUrl url, Optional<CommitId> after) {
    return after
        .map(commit -> new Actor(git.commit(url, commit).author().name(), Door.GIT))
        .orElse(new Actor("unknown", Door.GIT));
  }
}
