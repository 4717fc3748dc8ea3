package io.openluffy.git.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says in JGit's words what a clone leaves out. JGit knows one condition at a time; where that
 * can't say all of it, less is left out, which every client takes.
 */
final class FilterRules {
  private static final Pattern TREES = Pattern.compile("tree:([0-9]{1,9})");
  private static final Pattern BLOBS = Pattern.compile("blob:limit=([0-9]{1,9})([kmg]?)");
  private static final String COMBINED = "combine:";

  private FilterRules() {}

  /**
   * What is sent.
   *
   * @param depth trees at least so deep are left out
   * @param size files at least so large are left out
   */
  private record Sent(long depth, long size) {
    static final Sent ALL = new Sent(Long.MAX_VALUE, Long.MAX_VALUE);

    static Sent above(long depth) {
      return new Sent(depth, Long.MAX_VALUE);
    }

    static Sent below(long size) {
      return new Sent(Long.MAX_VALUE, size);
    }

    Sent and(Sent other) {
      return new Sent(Math.min(depth, other.depth), Math.min(size, other.size));
    }

    /** In the uppermost tree lie no files. */
    String inOneWord() {
      if (depth <= 1 || size == Long.MAX_VALUE) {
        return "tree:" + depth;
      }
      return size == 0 ? "blob:none" : "blob:limit=" + size;
    }
  }

  /** One that can't be said stays as it is, and JGit refuses it by name. */
  static String known(String filter) {
    return sent(filter).map(Sent::inOneWord).orElse(filter);
  }

  private static Optional<Sent> sent(String filter) {
    return filter.startsWith(COMBINED)
        ? combined(filter.substring(COMBINED.length()))
        : single(filter);
  }

  private static Optional<Sent> single(String filter) {
    var trees = TREES.matcher(filter);
    if (trees.matches()) {
      return Optional.of(Sent.above(Long.parseLong(trees.group(1))));
    }
    var blobs = BLOBS.matcher(filter);
    if (blobs.matches()) {
      return Optional.of(Sent.below(Long.parseLong(blobs.group(1)) << bits(blobs.group(2))));
    }
    return switch (filter) {
      case "blob:none", "object:type=tree" -> Optional.of(Sent.below(0));
      case "object:type=commit", "object:type=tag" -> Optional.of(Sent.above(0));
      default -> Optional.empty();
    };
  }

  private static int bits(String unit) {
    return switch (unit) {
      case "k" -> 10;
      case "m" -> 20;
      case "g" -> 30;
      default -> 0;
    };
  }

  private static Optional<Sent> combined(String parts) {
    var all = Optional.of(Sent.ALL);
    for (var part : parts.split("\\+")) {
      try {
        var decoded = URLDecoder.decode(part, StandardCharsets.UTF_8);
        all = all.flatMap(sent -> single(decoded).map(sent::and));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return all;
  }
}
