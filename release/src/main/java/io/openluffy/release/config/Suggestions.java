package io.openluffy.release.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody most likely meant. */
final class Suggestions {
  private static final int LONGEST_COMPARED = 64;

  private Suggestions() {}

  /** {@code Did you mean 'images'?}, or the words there are, or nothing. */
  static String among(String written, Collection<String> known) {
    return nearest(written, known)
        .map(word -> "Did you mean '" + word + "'?")
        .orElseGet(() -> known.isEmpty() ? "" : "Known here: " + String.join(", ", known) + ".");
  }

  static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > LONGEST_COMPARED) {
      return Optional.empty();
    }
    var lower = written.toLowerCase(Locale.ROOT);
    var tolerated = Math.max(1, written.length() / 3);
    return known.stream()
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= tolerated)
        .min(
            Comparator.comparingInt(
                (String word) -> distance(lower, word.toLowerCase(Locale.ROOT))));
  }

  /** Levenshtein's distance; two neighbours that changed places count as one. */
  static int distance(String a, String b) {
    var table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        var best = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1);
        best = Math.min(best, table[i - 1][j - 1] + change);
        var swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        table[i][j] = swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
      }
    }
    return table[a.length()][b.length()];
  }
}
