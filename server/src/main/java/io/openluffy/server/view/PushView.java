package io.openluffy.server.view;

import io.openluffy.git.CommitId;
import io.openluffy.release.PushOutcome;
import io.openluffy.release.PushOutcome.Verdict;
import io.openluffy.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a push ({@code Push}).
 *
 * @param commit the head after it; empty when the branch was deleted
 * @param verdict Released, Skipped or Refused
 * @param reason why it was skipped, CamelCase and stable, such as SkipCi
 * @param message the same in words
 * @param problems why it was refused
 */
public record PushView(
    String id,
    String branch,
    Optional<String> commit,
    Instant at,
    String verdict,
    Optional<String> reason,
    Optional<String> message,
    List<String> releases,
    List<ProblemView> problems) {

  public static PushView of(PushOutcome push) {
    return switch (push.verdict()) {
      case Verdict.Released released ->
          of(
              push,
              "Released",
              Optional.empty(),
              released.releases().stream().map(ReleaseId::value).toList(),
              List.of());
      case Verdict.Skipped skipped ->
          of(push, "Skipped", Optional.of(skipped), List.of(), List.of());
      case Verdict.Refused refused ->
          of(
              push,
              "Refused",
              Optional.empty(),
              List.of(),
              refused.problems().stream().map(ProblemView::of).toList());
    };
  }

  private static PushView of(
      PushOutcome push,
      String verdict,
      Optional<Verdict.Skipped> skipped,
      List<String> releases,
      List<ProblemView> problems) {
    return new PushView(
        push.push(),
        push.branch(),
        push.commit().map(CommitId::hex),
        push.at(),
        verdict,
        skipped.map(Verdict.Skipped::reason),
        skipped.map(Verdict.Skipped::message),
        releases,
        problems);
  }
}
