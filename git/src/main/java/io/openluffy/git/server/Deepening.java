package io.openluffy.git.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineOut;

/**
 * Where a clone that is not deep will end: counted as git counts, from what is wanted, from where
 * the clone ends now, by date or by what is left out. JGit then serves a fetch of a history that
 * ends there. Left to itself it sends too much, and finds nothing younger than a date.
 */
final class Deepening {
  /** What {@code git fetch --unshallow} asks for. */
  private static final int ALL = Integer.MAX_VALUE;

  private static final Pattern WANT = Pattern.compile("want ([0-9a-f]{40})");
  private static final Pattern SHALLOW = Pattern.compile("shallow ([0-9a-f]{40})");
  private static final Pattern DEPTH = Pattern.compile("deepen ([1-9][0-9]{0,9})");
  private static final Pattern SINCE = Pattern.compile("deepen-since ([0-9]{1,10})");
  private static final Pattern NOT = Pattern.compile("deepen-not (.+)");
  private static final String RELATIVE = "deepen-relative";

  /** Where it ends now. */
  private final Set<RevCommit> ends;

  private final List<RevCommit> newEnds;
  private final List<RevCommit> noEnds;

  /**
   * A part of the history.
   *
   * @param border whose parents are left out
   */
  private record Part(Set<RevCommit> inside, Set<RevCommit> border) {}

  private Deepening(Set<RevCommit> ends, Part part) {
    this.ends = ends;
    this.newEnds = part.border().stream().filter(it -> !ends.contains(it)).toList();
    this.noEnds = ends.stream().filter(part.inside()::contains).toList();
  }

  /** Empty: the lines don't ask for it, or for nothing that makes sense. */
  static Optional<Deepening> of(Repository repository, List<String> lines) throws IOException {
    try (var walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      var wants = commits(walk, values(lines, WANT));
      var ends = there(walk, values(lines, SHALLOW));
      var depth = values(lines, DEPTH);
      var since = values(lines, SINCE);
      var nots = values(lines, NOT);
      var isByCommit = !since.isEmpty() || !nots.isEmpty();
      if (depth.isEmpty() == !isByCommit) {
        return Optional.empty();
      }
      if (isByCommit) {
        var left = nots(repository, walk, nots);
        return left.size() < nots.size()
            ? Optional.empty()
            : Optional.of(younger(walk, wants, since, left))
                .filter(part -> !part.inside().isEmpty() || !part.border().isEmpty())
                .map(part -> new Deepening(ends, part));
      }
      return Optional.of(new Deepening(ends, part(walk, wants, ends, depth.getFirst(), lines)));
    }
  }

  private static Part part(
      RevWalk walk, Set<RevCommit> wants, Set<RevCommit> ends, String said, List<String> lines)
      throws IOException {
    var depth = Math.min(Long.parseLong(said), ALL);
    if (depth == ALL) {
      return new Part(ends, Set.of());
    }
    return lines.contains(RELATIVE) ? near(walk, ends, depth + 1) : near(walk, wants, depth);
  }

  private static List<String> values(List<String> lines, Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(match -> match.group(1))
        .toList();
  }

  private static Set<RevCommit> commits(RevWalk walk, Collection<String> ids) throws IOException {
    var commits = new LinkedHashSet<RevCommit>();
    for (var id : ids) {
      if (walk.peel(walk.parseAny(ObjectId.fromString(id))) instanceof RevCommit commit) {
        commits.add(commit);
      }
    }
    return commits;
  }

  /** A clone may end where we have nothing, if it also fetches elsewhere. */
  private static Set<RevCommit> there(RevWalk walk, List<String> ids) throws IOException {
    var known = new ArrayList<String>();
    for (var id : ids) {
      if (walk.getObjectReader().has(ObjectId.fromString(id))) {
        known.add(id);
      }
    }
    return commits(walk, known);
  }

  private static Set<RevCommit> nots(Repository repository, RevWalk walk, List<String> names)
      throws IOException {
    var commits = new LinkedHashSet<RevCommit>();
    for (var name : names) {
      var ref = repository.findRef(name);
      if (ref != null && ref.getObjectId() != null) {
        commits.addAll(commits(walk, List.of(ref.getObjectId().name())));
      }
    }
    return commits;
  }

  /** Those that are fewer than so many steps away, counted from one. */
  private static Part near(RevWalk walk, Set<RevCommit> from, long depth) throws IOException {
    var inside = new HashSet<RevCommit>();
    var level = from;
    for (long step = 1; step < depth && !level.isEmpty(); step++) {
      inside.addAll(level);
      var next = new LinkedHashSet<RevCommit>();
      for (var commit : level) {
        for (var parent : commit.getParents()) {
          if (!inside.contains(parent)) {
            walk.parseHeaders(parent);
            next.add(parent);
          }
        }
      }
      level = next;
    }
    return new Part(inside, level);
  }

  private static Part younger(
      RevWalk walk, Set<RevCommit> from, List<String> since, Set<RevCommit> without)
      throws IOException {
    var oldest = since.isEmpty() ? 0 : Long.parseLong(since.getLast());
    var left = without.isEmpty() ? Set.<RevCommit>of() : all(walk, without);
    var found = new LinkedHashSet<RevCommit>();
    var next = new ArrayDeque<>(from);
    while (!next.isEmpty()) {
      var commit = next.poll();
      walk.parseHeaders(commit);
      if (commit.getCommitTime() >= oldest && !left.contains(commit) && found.add(commit)) {
        next.addAll(List.of(commit.getParents()));
      }
    }
    var border = new LinkedHashSet<RevCommit>();
    for (var commit : found) {
      if (!found.containsAll(List.of(commit.getParents()))) {
        border.add(commit);
      }
    }
    found.removeAll(border);
    return new Part(found, border);
  }

  private static Set<RevCommit> all(RevWalk walk, Set<RevCommit> from) throws IOException {
    var found = new HashSet<RevCommit>();
    var next = new ArrayDeque<>(from);
    while (!next.isEmpty()) {
      var commit = next.poll();
      if (found.add(commit)) {
        walk.parseHeaders(commit);
        next.addAll(List.of(commit.getParents()));
      }
    }
    return found;
  }

  /**
   * The same without a depth, of a history that ends at the old and the new ends alike: what lies
   * behind an end that is none any more is wanted by name.
   */
  void rewrite(List<String> lines) {
    lines.removeIf(line -> line.startsWith("deepen") || line.startsWith("shallow "));
    var more = new LinkedHashSet<String>();
    ends.forEach(end -> more.add("shallow " + end.name()));
    newEnds.forEach(end -> more.add("shallow " + end.name()));
    for (var end : noEnds) {
      for (var parent : end.getParents()) {
        more.add("want " + parent.name());
      }
      // Sooner, and the client would be told that something is common that it has not asked about.
      if (lines.contains("done")) {
        more.add("have " + end.name());
      }
    }
    more.removeAll(new HashSet<>(lines));
    lines.addAll(lines.size() - 1, more);
  }

  /** What the client learns before the pack. */
  void tell(PacketLineOut out) throws IOException {
    out.writeString("shallow-info\n");
    for (var end : newEnds) {
      out.writeString("shallow " + end.name());
    }
    for (var end : noEnds) {
      out.writeString("unshallow " + end.name());
    }
    out.writeDelim();
  }
}
