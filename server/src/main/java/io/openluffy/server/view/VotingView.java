package io.openluffy.server.view;

import io.openluffy.kernel.Problem;
import io.openluffy.promotion.Tally;
import io.openluffy.promotion.Voting;
import io.openluffy.release.ApprovalRule.Voter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the approval of a promotion stands ({@code Voting}).
 *
 * @param counted the names of those whose yes counts now
 */
public record VotingView(
    Optional<Integer> required,
    Optional<String> from,
    List<String> counted,
    List<RuleView> rules,
    List<UncountedView> uncounted,
    Optional<Instant> expires,
    Optional<GlassView> glass) {

  /** One of the rules. */
  public record RuleView(String from, int required, List<String> counted) {}

  /** A vote that does not count, and why. */
  public record UncountedView(String by, Instant at, String because) {}

  /**
   * Who may let it in without the votes.
   *
   * @param seen who of them saw exactly what would be applied
   */
  public record GlassView(
      String from,
      int hands,
      List<String> seen,
      boolean mayBreak,
      Optional<String> mayNotBecause) {}

  public static VotingView of(Voting voting) {
    var tally = voting.tally();
    return new VotingView(
        tally.map(Tally::required),
        tally.map(Tally::who),
        tally.map(Tally::counted).orElse(List.of()),
        tally.map(Tally::shares).orElse(List.of()).stream()
            .map(one -> new RuleView(one.who(), one.required(), one.counted()))
            .toList(),
        tally.map(Tally::votes).orElse(List.of()).stream()
            .flatMap(
                one ->
                    one.because().stream()
                        .map(
                            why -> new UncountedView(one.vote().by().name(), one.vote().at(), why)))
            .toList(),
        voting.expires(),
        glass(voting));
  }

  private static Optional<GlassView> glass(Voting voting) {
    return voting
        .glass()
        .map(
            rule ->
                new GlassView(
                    String.join(" or ", rule.from().stream().map(Voter::written).toList()),
                    rule.hands(),
                    voting.tally().map(Tally::hands).orElse(List.of()),
                    voting.mayNotBreakGlass().isEmpty(),
                    voting.mayNotBreakGlass().map(Problem::inWords)));
  }
}
