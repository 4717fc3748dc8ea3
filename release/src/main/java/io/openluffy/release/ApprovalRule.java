package io.openluffy.release;

import java.util.List;
import java.util.Set;

/**
 * Who has to agree before a release enters an environment.
 *
 * @param required how many different people
 * @param from who may vote; one match is enough
 */
public record ApprovalRule(int required, List<Voter> from, Set<Excluded> excluding) {
  public ApprovalRule {
    from = List.copyOf(from);
    excluding = Set.copyOf(excluding);
  }

  /** Somebody who may vote, written {@code role:approver} or {@code user:ben}. */
  public sealed interface Voter {
    /**
     * @param name one of developer, approver, admin
     */
    record Role(String name) implements Voter {}

    record User(String name) implements Voter {}
  }

  /** Whose vote does not count, whatever their role. */
  public enum Excluded {
    /** Whoever wrote the commit or pushed it. */
    AUTHOR
  }
}
