package io.openluffy.release;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has to agree before a release enters an environment.
 *
 * @param required how many different people
 * @param from who may vote; one match is enough. Who is named in a share may vote as well
 * @param excluding whose vote does not count, whatever else they are
 * @param shares of which each takes votes of its own kind; one person counts in every share that
 *     names them, and once among the required
 * @param timeout how long the votes are waited for; empty: without end
 */
public record ApprovalRule(
    int required,
    List<Voter> from,
    Set<Excluded> excluding,
    List<Share> shares,
    Optional<Duration> timeout) {
  public ApprovalRule {
    from = List.copyOf(from);
    excluding = Set.copyOf(excluding);
    shares = List.copyOf(shares);
  }

  /** A rule of one kind of voter that waits without end. */
  public ApprovalRule(int required, List<Voter> from, Set<Excluded> excluding) {
    this(required, from, excluding, List.of(), Optional.empty());
  }

  /** Some of the votes have to come from these. */
  public record Share(List<Voter> from, int required) {
    public Share {
      from = List.copyOf(from);
    }
  }

  /** Everybody who may vote, by whatever line. */
  public List<Voter> voters() {
    var all = new LinkedHashSet<>(from);
    shares.forEach(share -> all.addAll(share.from()));
    return new ArrayList<>(all);
  }

  /**
   * Somebody who may vote, written {@code role:approver}, {@code group:sre} or {@code user:ben}.
   */
  public sealed interface Voter {
    /**
     * @param name one of developer, approver, admin
     */
    record Role(String name) implements Voter {}

    /**
     * @param name as an admin gave it to the account
     */
    record Group(String name) implements Voter {}

    record User(String name) implements Voter {}

    /** As it is written in the configuration. */
    default String written() {
      return switch (this) {
        case Role(var name) -> "role:" + name;
        case Group(var name) -> "group:" + name;
        case User(var name) -> "user:" + name;
      };
    }
  }

  /** Whose vote does not count, whatever their role. */
  public enum Excluded {
    /** Whoever wrote the pushed commit or pushed it. */
    AUTHOR,
    /** Whoever pushed, or asked for the promotion. */
    INITIATOR,
    /** Whoever wrote a commit, alone or with others, that the environment does not run yet. */
    AUTHORS,
    /** Whoever started the build: who had it tried again last, else who pushed. */
    BUILDER,
    /** Whoever syncs by hand: a sync is no vote, and who voted does not sync. */
    DEPLOYER
  }
}
