package io.openluffy.playground.compared.requests;

import java.util.List;

/** A request whose two answers are not the same. */
public record Differing(String file, String name, Step step, List<Difference> differences) {
  public Differing {
    differences = List.copyOf(differences);
  }

  /** What an entry of the differences on purpose names it by. */
  public String request() {
    return file + ": " + name + ": " + step.asWritten();
  }

  Differing only(List<Difference> left) {
    return new Differing(file, name, step, left);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(request());
    differences.forEach(one -> text.append("\n    ").append(one));
    return text.toString();
  }
}
