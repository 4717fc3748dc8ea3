package io.openluffy.kernel.store;

import java.util.Comparator;

/** Which row of which table; ordered, so that everybody takes rows in the same order. */
record RowId(String table, String key) implements Comparable<RowId> {
  /** Keys in the order of their code points, as PostgreSQL's collation "C" has it. */
  static final Comparator<String> BY_KEY = RowId::compareKeys;

  private static final Comparator<RowId> ORDER =
      Comparator.comparing(RowId::table).thenComparing(RowId::key, BY_KEY);

  @Override
  public int compareTo(RowId other) {
    return ORDER.compare(this, other);
  }

  private static int compareKeys(String one, String other) {
    var shorter = Math.min(one.length(), other.length());
    for (var i = 0; i < shorter; i++) {
      var a = one.charAt(i);
      var b = other.charAt(i);
      if (a != b) {
        var highA = Character.isSurrogate(a); // part of a code point above U+FFFF
        var highB = Character.isSurrogate(b);
        return highA == highB ? a - b : highA ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
