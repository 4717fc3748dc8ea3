package io.openluffy.bench;

import java.util.List;
import java.util.Locale;

/**
 * One promise in numbers.
 *
 * @param aim in words; empty when there is none
 * @param floor the same done by hand, or the least that it can take; empty when there is nothing to
 *     compare with
 */
record Figure(String name, String unit, String aim, List<Double> values, List<Double> floor) {
  Figure {
    values = values.stream().sorted().toList();
    floor = floor.stream().sorted().toList();
  }

  static Figure value(String name, String unit, String aim, double value) {
    return new Figure(name, unit, aim, List.of(value), List.of());
  }

  /** Nearest rank. */
  static double percentile(List<Double> sorted, int percent) {
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  static String table(List<Figure> figures) {
    var text = new StringBuilder();
    text.append(
        row("figure", "n", "p50", "p95", "worst", "aim (p95)", "floor p50", "floor p95", "unit"));
    figures.forEach(figure -> text.append(figure.row()));
    return text.toString();
  }

  private String row() {
    return row(
        name,
        Integer.toString(values.size()),
        shown(values, 50),
        shown(values, 95),
        shown(values, 100),
        aim,
        shown(floor, 50),
        shown(floor, 95),
        unit);
  }

  private static String shown(List<Double> sorted, int percent) {
    return sorted.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f", percentile(sorted, percent));
  }

  private static String row(Object... cells) {
    return String.format("%-48s %4s %8s %8s %8s %10s %10s %10s %4s%n", cells);
  }
}
