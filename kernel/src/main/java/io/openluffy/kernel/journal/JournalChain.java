package io.openluffy.kernel.journal;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Links rows of the journal: what a row's hash covers, and whether a row follows another.
 *
 * <p>The hash is SHA-256 over the previous hash, number, time, actor, door, what, about and details
 * as stored, each as UTF-8 with its length before it, so that no two rows have the same bytes.
 */
public final class JournalChain {
  /** What the first row has for its predecessor's hash. */
  public static final String GENESIS = "0".repeat(64);

  private JournalChain() {}

  /**
   * @param details the JSON text exactly as it is stored
   */
  public static String hash(
      String previous, long number, Instant at, Actor actor, Fact fact, String details) {
    var sha256 = sha256();
    for (var part :
        new String[] {
          previous,
          Long.toString(number),
          at.toString(),
          actor.name(),
          actor.door().name(),
          fact.what(),
          fact.about(),
          details
        }) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      sha256.update(bytes);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Where a chain ends: the number and the hash of its last row. */
  public record Head(long number, String hash) {
    public static final Head START = new Head(0, GENESIS);
  }

  /**
   * Tells what is wrong with a row that stands after this head, if anything.
   *
   * @param details the row's JSON text exactly as it is stored
   */
  public static Optional<Problem> broken(Head before, JournalEntry row, String details) {
    if (row.number() > before.number() + 1) {
      return Optional.of(
          tampered(
              "journal.row-removed",
              before.number() + 2 == row.number()
                  ? "Row %d of the journal was removed.".formatted(before.number() + 1)
                  : "Rows %d to %d of the journal were removed."
                      .formatted(before.number() + 1, row.number() - 1),
              before.number() + 1));
    }
    if (row.number() <= before.number()) {
      return Optional.of(inserted(row.number()));
    }
    var hash = hash(row.previous(), row.number(), row.at(), row.actor(), row.fact(), details);
    if (!hash.equals(row.hash())) {
      return Optional.of(
          tampered(
              "journal.row-changed",
              "Row %d of the journal was changed after it was written.".formatted(row.number()),
              row.number()));
    }
    return row.previous().equals(before.hash())
        ? Optional.empty()
        : Optional.of(inserted(row.number()));
  }

  /** Compares the end of the walk with the head that is kept beside the journal. */
  public static Optional<Problem> cutOff(Head walked, Head kept) {
    if (walked.equals(kept)) {
      return Optional.empty();
    }
    if (walked.number() < kept.number()) {
      return Optional.of(
          tampered(
              "journal.end-removed",
              "Rows %d to %d at the end of the journal were removed."
                  .formatted(walked.number() + 1, kept.number()),
              walked.number() + 1));
    }
    return Optional.of(inserted(Math.min(walked.number(), kept.number() + 1)));
  }

  private static Problem inserted(long number) {
    return tampered(
        "journal.row-inserted",
        "Row %d of the journal was inserted or replaced: it doesn't continue the row before it."
            .formatted(number),
        number);
  }

  private static Problem tampered(String code, String message, long number) {
    return Problem.user(
        code,
        message,
        Where.of("journal row " + number),
        "Compare with a backup of the database, and find out who could write to it.");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
