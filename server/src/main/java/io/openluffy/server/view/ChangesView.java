package io.openluffy.server.view;

import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.promotion.BadMark;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What lies between two releases ({@code Changes}).
 *
 * @param sameContent whether both are the same software, whatever their commits
 * @param commits of people that the second has and the first has not, newest first
 * @param missing those that only the first has, such as a fix that was made there
 * @param complete whether all commits are listed; else the newest only
 * @param authors of {@code commits}, who wrote most first
 * @param tickets that {@code commits} name, such as {@code SHOP-12} or {@code #34}
 */
public record ChangesView(
    Side from,
    Side to,
    boolean sameContent,
    List<CommitView> commits,
    List<CommitView> missing,
    boolean complete,
    List<Wrote> authors,
    List<String> tickets,
    List<ImageChange> images) {

  /**
   * @param environment that runs the release, if that is how it was named
   */
  public record Side(Optional<String> environment, ReleaseView release) {}

  /** How many of the commits somebody wrote. */
  public record Wrote(PersonView author, int commits) {}

  /**
   * An image by its name in the pipelines.
   *
   * @param before its digest in the first release; empty if that does not have it
   */
  public record ImageChange(
      String name, Optional<String> before, Optional<String> after, boolean changed) {}

  /**
   * A release, by the environment that runs it or by itself.
   *
   * @param bad the mark on it
   * @param ahead the commits of people that the other does not have, newest first
   */
  public record Named(
      Release release, Optional<BadMark> bad, Optional<String> environment, List<Commit> ahead) {}

  public static ChangesView of(Named from, Named to, boolean complete, Instant now) {
    return new ChangesView(
        side(from, now),
        side(to, now),
        from.release().contentId().equals(to.release().contentId()),
        to.ahead().stream().map(CommitView::of).toList(),
        from.ahead().stream().map(CommitView::of).toList(),
        complete,
        authors(to.ahead()),
        Tickets.of(to.ahead()),
        images(from.release(), to.release()));
  }

  private static Side side(Named named, Instant now) {
    return new Side(named.environment(), ReleaseView.of(named.release(), named.bad(), now));
  }

  /** One person may have several names; an address is theirs alone. */
  private static List<Wrote> authors(List<Commit> commits) {
    var byAddress = new LinkedHashMap<String, Wrote>();
    for (var commit : commits) {
      Author author = commit.author();
      byAddress.merge(
          author.email(),
          new Wrote(PersonView.of(author), 1),
          (known, one) -> new Wrote(known.author(), known.commits() + 1));
    }
    return byAddress.values().stream()
        .sorted((one, other) -> Integer.compare(other.commits(), one.commits()))
        .toList();
  }

  private static List<ImageChange> images(Release from, Release to) {
    var before = digests(from);
    var after = digests(to);
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(
            name ->
                change(
                    name,
                    Optional.ofNullable(before.get(name)),
                    Optional.ofNullable(after.get(name))))
        .toList();
  }

  private static ImageChange change(String name, Optional<String> before, Optional<String> after) {
    return new ImageChange(name, before, after, !before.equals(after));
  }

  private static Map<String, String> digests(Release release) {
    var digests = new LinkedHashMap<String, String>();
    for (ReleaseImage image : release.images()) {
      digests.put(image.name(), image.digest());
    }
    return digests;
  }
}
