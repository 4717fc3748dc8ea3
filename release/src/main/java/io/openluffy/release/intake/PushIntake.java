package io.openluffy.release.intake;

import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.Push;
import io.openluffy.git.Pushes;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.Project;
import io.openluffy.release.Projects;
import io.openluffy.release.PushOutcome;
import io.openluffy.release.ReleaseTables;
import io.openluffy.release.config.ConfigurationReader;
import io.openluffy.release.config.ConfigurationReader.Reading;
import io.openluffy.release.intake.PushRules.Decision;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes one push to its one outcome; to take it again changes nothing. */
public final class PushIntake {
  private static final int MOST_COMMITS = 200;

  private final Store store;
  private final Git git;
  private final Pushes pushes;
  private final Projects projects;
  private final InstantSource clock;
  private final ConfigurationFiles files;
  private final OneWays oneWays;

  public PushIntake(Store store, Git git, Pushes pushes, Projects projects, InstantSource clock) {
    this.store = store;
    this.git = git;
    this.pushes = pushes;
    this.projects = projects;
    this.clock = clock;
    this.files = new ConfigurationFiles(git);
    this.oneWays = new OneWays(store, git);
  }

  /** Empty if nobody connected the repository. */
  public Optional<PushOutcome> take(Push push) {
    var known = store.read(tx -> tx.find(ReleaseTables.PUSH_OUTCOME, push.id()));
    if (known.isPresent()) {
      store.update(push.by(), transaction -> pushes.take(transaction, push));
      return known;
    }
    return projects.ofRepository(push.repository()).map(project -> take(push, project));
  }

  private PushOutcome take(Push push, Project connected) {
    git.fetch(push.repository());
    var project =
        push.branch().equals(connected.configBranch())
            ? projects.refresh(connected.name())
            : connected;
    var head = push.after().flatMap(commit -> git.resolve(push.repository(), commit.hex()));
    var decision = decide(push, project, head);
    var commit = head.map(id -> git.commit(push.repository(), id));
    var content =
        commit
            .filter(ignored -> decision instanceof Decision.Release)
            .map(
                found ->
                    git.contentId(
                        push.repository(), found.id(), project.configuration().valuesFiles()));
    var irreversible =
        decision instanceof Decision.Release release
            ? oneWays.of(push, project.name(), head.orElseThrow(), release.pipelines())
            : Map.<String, String>of();
    var record = new PushRecord(push, project.name(), clock.instant());
    var outcome =
        store.write(
            push.by(),
            transaction -> {
              pushes.take(transaction, push);
              return record.write(transaction, decision, commit, content, irreversible);
            });
    FaultPoints.at("push.recorded");
    return outcome;
  }

  private Decision decide(Push push, Project project, Optional<CommitId> head) {
    if (push.after().isEmpty()) {
      return PushRules.branchDeleted(push.branch());
    }
    if (head.isEmpty()) {
      return PushRules.commitGone(push.after().get().abbreviated());
    }
    return switch (files.at(push.repository(), head.get())) {
      case ConfigurationFiles.Unreadable unreadable -> PushRules.refused(unreadable.problem());
      case ConfigurationFiles.Found found -> {
        var reading =
            Optional.of(found.texts())
                .filter(texts -> !texts.isEmpty())
                .map(texts -> read(project, push, head.get(), texts));
        yield PushRules.decide(push.branch(), pushed(push, head.get()), reading);
      }
    };
  }

  /** On the config branch itself, everything the revision says has to be right. */
  private static Reading read(
      Project project, Push push, CommitId head, Map<String, String> texts) {
    var onConfigBranch = push.branch().equals(project.configBranch());
    if (onConfigBranch && project.seenCommit().filter(head::equals).isPresent()) {
      return ConfigurationReader.read(texts);
    }
    return ConfigurationReader.readPipelines(
        texts, project.configuration(), project.configBranch());
  }

  /** What the push brought, the newest first; a branch set back brings its head alone. */
  private List<Commit> pushed(Push push, CommitId head) {
    var before = push.before().flatMap(id -> git.resolve(push.repository(), id.hex()));
    var brought = git.log(push.repository(), before, head, Optional.empty(), MOST_COMMITS);
    return brought.isEmpty() ? List.of(git.commit(push.repository(), head)) : brought;
  }
}
