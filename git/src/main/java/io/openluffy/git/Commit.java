package io.openluffy.git;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One commit.
 *
 * @param at when it was committed (not authored)
 * @param message whole, trailers included
 * @param trailers from the last paragraph of the message; of a repeated key the last value
 */
public record Commit(
    CommitId id,
    List<CommitId> parents,
    TreeId tree,
    Author author,
    Instant at,
    String message,
    Map<String, String> trailers) {
  /** Every commit of ours carries a trailer that begins so, and has us as its author. */
  public static final String OUR_TRAILER = "OpenLuffy-";

  public Commit {
    parents = List.copyOf(parents);
    trailers = Collections.unmodifiableMap(new LinkedHashMap<>(trailers));
  }

  /** Whether OpenLuffy itself wrote it: such a commit starts nothing, and is nobody's change. */
  public boolean isOurs() {
    return author.email().equals(Author.OPENLUFFY.email())
        && trailers.keySet().stream().anyMatch(key -> key.startsWith(OUR_TRAILER));
  }

  /** The first line of the message. */
  public String subject() {
    return message.lines().findFirst().orElse("");
  }
}
