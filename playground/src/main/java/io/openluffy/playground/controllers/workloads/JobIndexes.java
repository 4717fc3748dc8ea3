package io.openluffy.playground.controllers.workloads;

import java.util.SortedSet;
import java.util.TreeSet;

/** Completion indexes as Kubernetes writes them: {@code 0,2-4}. */
final class JobIndexes {
  private JobIndexes() {}

  static SortedSet<Integer> parse(String text) {
    var indexes = new TreeSet<Integer>();
    for (var part : text.split(",")) {
      if (part.matches("\\d{1,6}(-\\d{1,6})?")) {
        var ends = part.split("-");
        var last = Integer.parseInt(ends[ends.length - 1]);
        for (var i = Integer.parseInt(ends[0]); i <= last; i++) {
          indexes.add(i);
        }
      }
    }
    return indexes;
  }

  static String text(SortedSet<Integer> indexes) {
    var text = new StringBuilder();
    for (var first : indexes) {
      if (indexes.contains(first - 1)) {
        continue;
      }
      var last = first;
      while (indexes.contains(last + 1)) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        text.append(last > first + 1 ? "-" : ",").append(last);
      }
    }
    return text.toString();
  }
}
