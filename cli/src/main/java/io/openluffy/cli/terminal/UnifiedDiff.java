package io.openluffy.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Two texts as the lines that differ, with three lines of context, as {@code diff -u} prints them.
 *
 * <p>The longest common subsequence by the textbook table; the texts are manifests of some hundred
 * lines. Past {@link #LIMIT} lines a side, the whole of both is shown.
 */
public final class UnifiedDiff {
  private static final int LIMIT = 4_000;
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  private record Line(char sign, String text) {}

  public static String of(String before, String after) {
    var lines = compare(before.lines().toList(), after.lines().toList());
    var shown = near(lines);
    var text = new StringBuilder();
    var skipped = false;
    for (int i = 0; i < lines.size(); i++) {
      if (shown[i]) {
        text.append(skipped ? "@@\n" : "").append(lines.get(i).sign());
        text.append(lines.get(i).text()).append('\n');
      }
      skipped = !shown[i];
    }
    return text.toString();
  }

  private static boolean[] near(List<Line> lines) {
    var shown = new boolean[lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).sign() != ' ') {
        var last = Math.min(lines.size() - 1, i + CONTEXT);
        for (int k = Math.max(0, i - CONTEXT); k <= last; k++) {
          shown[k] = true;
        }
      }
    }
    return shown;
  }

  private static List<Line> compare(List<String> before, List<String> after) {
    if (before.size() > LIMIT || after.size() > LIMIT) {
      var whole = new ArrayList<Line>();
      before.forEach(line -> whole.add(new Line('-', line)));
      after.forEach(line -> whole.add(new Line('+', line)));
      return whole;
    }
    return walk(before, after, common(before, after));
  }

  /** {@code [i][k]}: the length of the longest common subsequence of the ends from i and k on. */
  private static int[][] common(List<String> before, List<String> after) {
    var length = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int k = after.size() - 1; k >= 0; k--) {
        length[i][k] =
            before.get(i).equals(after.get(k))
                ? length[i + 1][k + 1] + 1
                : Math.max(length[i + 1][k], length[i][k + 1]);
      }
    }
    return length;
  }

  private static List<Line> walk(List<String> before, List<String> after, int[][] length) {
    var lines = new ArrayList<Line>();
    int i = 0;
    int k = 0;
    while (i < before.size() || k < after.size()) {
      if (i < before.size() && k < after.size() && before.get(i).equals(after.get(k))) {
        lines.add(new Line(' ', before.get(i++)));
        k++;
      } else if (k == after.size() || (i < before.size() && length[i + 1][k] >= length[i][k + 1])) {
        lines.add(new Line('-', before.get(i++)));
      } else {
        lines.add(new Line('+', after.get(k++)));
      }
    }
    return lines;
  }
}
