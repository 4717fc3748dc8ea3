package io.openluffy.promotion;

import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Excluded;
import io.openluffy.release.Release;
import io.openluffy.release.Releases;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Looks up who did what for a promotion, as far as the rule asks. */
final class DoersReader {
  /** Of so many commits the authors are read, the newest first. */
  private static final int MOST_COMMITS = 5_000;

  private static final int MOST_RANGES = 200;
  private static final Pattern CO_AUTHOR =
      Pattern.compile("(?im)^co-authored-by:\\s*([^<\\n]{0,200}?)\\s*<([^>\\n]{1,320})>\\s*$");

  private final PromotionLedger ledger;
  private final Releases releases;
  private final Git git;
  private final Map<Range, List<Author>> known = new ConcurrentHashMap<>();

  DoersReader(PromotionLedger ledger, Releases releases, Git git) {
    this.ledger = ledger;
    this.releases = releases;
    this.git = git;
  }

  private record Range(RepositoryUrl repository, Optional<CommitId> from, CommitId to) {}

  Doers read(Promotion promotion, Release release, Bound bound, ApprovalRule rule) {
    return new Doers(
        release.pushedBy().name(),
        Optional.of(promotion.askedBy()).filter(by -> promotion.trigger() == Trigger.PERSON),
        release.author(),
        rule.excluding().contains(Excluded.AUTHORS) ? authors(release, bound) : List.of(),
        rule.excluding().contains(Excluded.BUILDER) ? builder(release) : Optional.empty());
  }

  /** A commit never changes, so what was read once holds. */
  private List<Author> authors(Release release, Bound bound) {
    var from =
        ledger
            .current(bound.key())
            .flatMap(current -> releases.find(current.release()))
            .map(Release::commit);
    var range = new Range(bound.project().repository(), from, release.commit());
    var before = known.get(range);
    if (before != null) {
      return before;
    }
    var authors = new LinkedHashSet<Author>();
    git.log(range.repository(), from, range.to(), Optional.empty(), MOST_COMMITS)
        .forEach(commit -> authors.addAll(authors(commit)));
    var found = List.copyOf(authors);
    if (known.size() >= MOST_RANGES) {
      known.clear();
    }
    known.put(range, found);
    return found;
  }

  static List<Author> authors(Commit commit) {
    var authors = new ArrayList<Author>();
    authors.add(commit.author());
    var lines = CO_AUTHOR.matcher(commit.message());
    while (lines.find()) {
      authors.add(new Author(lines.group(1), lines.group(2).strip()));
    }
    return authors;
  }

  /** Who had it tried again last, else who pushed. */
  private Optional<String> builder(Release release) {
    var retried =
        ledger.store().journal().about("release/" + release.id(), 1_000).stream()
            .filter(entry -> entry.fact().what().equals("release.retried"))
            .findFirst()
            .map(entry -> entry.actor().name());
    return retried.or(() -> Optional.of(release.pushedBy().name()));
  }
}
