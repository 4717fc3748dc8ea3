package io.openluffy.release;

import io.openluffy.git.Author;
import io.openluffy.git.CommitId;
import io.openluffy.git.ContentId;
import io.openluffy.kernel.Wait;
import io.openluffy.kernel.journal.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One push through one pipeline.
 *
 * @param number position among the releases of the project: a greater one was pushed later
 * @param pipeline as it stood in the pushed revision
 * @param message the whole message of the commit
 * @param contentId equal ids are the same software
 * @param irreversible why it can't be taken back, if it declares that it can't
 * @param images those that are in their registry already, in the order of the pipeline
 */
public record Release(
    ReleaseId id,
    ProjectName project,
    long number,
    Pipeline pipeline,
    String branch,
    CommitId commit,
    Author author,
    Actor pushedBy,
    String message,
    ContentId contentId,
    String tag,
    List<ReleaseImage> images,
    Instant pushedAt,
    ReleaseState state,
    Optional<String> irreversible) {
  public Release {
    images = List.copyOf(images);
  }

  /** One that can be taken back. */
  public Release(
      ReleaseId id,
      ProjectName project,
      long number,
      Pipeline pipeline,
      String branch,
      CommitId commit,
      Author author,
      Actor pushedBy,
      String message,
      ContentId contentId,
      String tag,
      List<ReleaseImage> images,
      Instant pushedAt,
      ReleaseState state) {
    this(
        id,
        project,
        number,
        pipeline,
        branch,
        commit,
        author,
        pushedBy,
        message,
        contentId,
        tag,
        images,
        pushedAt,
        state,
        Optional.empty());
  }

  /** The same, declared to be one that can't be taken back. */
  public Release irreversible(Optional<String> reason) {
    return new Release(
        id, project, number, pipeline, branch, commit, author, pushedBy, message, contentId, tag,
        images, pushedAt, state, reason);
  }

  public Release in(ReleaseState next) {
    return new Release(
        id,
        project,
        number,
        pipeline,
        branch,
        commit,
        author,
        pushedBy,
        message,
        contentId,
        tag,
        images,
        pushedAt,
        next,
        irreversible);
  }

  /** The same release with one more image in its registry. */
  public Release with(ReleaseImage image) {
    var more = new ArrayList<>(images);
    more.removeIf(known -> known.name().equals(image.name()));
    more.add(image);
    return new Release(
        id,
        project,
        number,
        pipeline,
        branch,
        commit,
        author,
        pushedBy,
        message,
        contentId,
        tag,
        more,
        pushedAt,
        state,
        irreversible);
  }

  public Optional<ReleaseImage> image(String name) {
    return images.stream().filter(image -> image.name().equals(name)).findFirst();
  }

  /** What it waits for until its images are there; empty once they are, or never will be. */
  public Optional<Wait> waiting() {
    return switch (state) {
      case ReleaseState.Accepted ignored ->
          Optional.of(Wait.of("BuildQueued", "Its build is about to start.", pushedAt));
      case ReleaseState.Building building ->
          Optional.of(
              building
                  .hindered()
                  .map(trouble -> Wait.retrying(trouble.problem(), trouble.since()))
                  .orElseGet(() -> Wait.of("Building", progress(), building.since())));
      case ReleaseState.Ready ignored -> Optional.empty();
      case ReleaseState.Failed ignored -> Optional.empty();
      case ReleaseState.Superseded ignored -> Optional.empty();
      case ReleaseState.Skipped ignored -> Optional.empty();
    };
  }

  private String progress() {
    return images.size() + " of " + pipeline.images().size() + " images are in the registry.";
  }

  public boolean isReady() {
    return state instanceof ReleaseState.Ready;
  }
}
