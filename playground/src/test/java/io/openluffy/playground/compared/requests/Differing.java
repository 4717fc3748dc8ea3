package io.openluffy.playground.compared.requests;

import java.util.List;

/**
 * A request whose two answers are not the same.
 *
 * @param number of the step in its case, from 1
 */
public record Differing(
    String file, String name, int number, Step step, List<Difference> differences) {
  public Differing {
    differences = List.copyOf(differences);
  }

  /** What an entry of the differences on purpose names it by. */
  public String request() {
    return file + ": " + name + " #" + number + ": " + step.asWritten();
  }

  Differing only(List<Difference> left) {
    return new Differing(file, name, number, step, left);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(request());
    differences.forEach(one -> text.append("\n    ").append(one));
    return text.toString();
  }
}
