package io.openluffy.promotion;

import io.openluffy.git.Git;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.Release;
import io.openluffy.release.Releases;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers what is to be known before votes are taken or counted. */
public final class Electorate {
  private final EnvironmentBindings bindings;
  private final Releases releases;
  private final People people;
  private final DoersReader doers;

  public Electorate(
      PromotionLedger ledger,
      EnvironmentBindings bindings,
      Releases releases,
      People people,
      Git git) {
    this.bindings = bindings;
    this.releases = releases;
    this.people = people;
    this.doers = new DoersReader(ledger, releases, git);
  }

  /**
   * Empty where nobody has to agree.
   *
   * @throws ProblemException when git can't tell who wrote what
   */
  Optional<Jury> jury(Promotion promotion) {
    var bound = bindings.find(promotion.place());
    var release = releases.find(promotion.release());
    return bound.isEmpty() || release.isEmpty()
        ? Optional.empty()
        : jury(promotion, bound.get(), release.get());
  }

  Optional<Jury> jury(Promotion promotion, Bound bound, Release release) {
    return bound
        .environment()
        .approval()
        .map(
            rule ->
                new Jury(
                    rule,
                    bound.environment().emergency(),
                    electors(promotion),
                    doers.read(promotion, release, bound, rule)));
  }

  /** Whether the glass is broken by enough people who may. */
  boolean emergency(Promotion promotion, Bound bound, Instant now) {
    return promotion.emergency().isPresent()
        && bound
            .environment()
            .emergency()
            .filter(rule -> EmergencyRules.opens(promotion, rule, electors(promotion), now))
            .isPresent();
  }

  private Map<String, Elector> electors(Promotion promotion) {
    var electors = new HashMap<String, Elector>();
    Stream.concat(
            promotion.approvals().stream().map(vote -> vote.by().name()),
            promotion.emergency().stream().flatMap(one -> one.people().stream()))
        .distinct()
        .forEach(name -> people.find(name).ifPresent(one -> electors.put(name, one)));
    return electors;
  }

  /** Why the person may not vote; also when nobody can say at the moment. */
  Optional<Problem> mayNotVote(Promotion promotion, Elector elector) {
    try {
      var jury = jury(promotion);
      return jury.isEmpty()
          ? Optional.of(notNeeded(promotion))
          : jury.get().mayNotVote(promotion, elector);
    } catch (ProblemException away) {
      return Optional.of(away.problem());
    }
  }

  Optional<ApprovalRule> rule(Promotion promotion) {
    return bindings.find(promotion.place()).flatMap(bound -> bound.environment().approval());
  }

  /** Who asks at the gate: the roles are the door's word, the groups ours. */
  Elector asking(Actor by, Set<String> roles) {
    var groups =
        roles.isEmpty()
            ? Set.<String>of()
            : people.find(by.name()).map(Elector::groups).orElse(Set.of());
    return new Elector(by.name(), roles, groups, Instant.EPOCH);
  }

  private static Problem notNeeded(Promotion promotion) {
    return Problem.user(
        "approval.not-needed",
        "The environment " + promotion.environment() + " asks for no approval.",
        Where.of("promotion " + promotion.id()),
        "");
  }
}
