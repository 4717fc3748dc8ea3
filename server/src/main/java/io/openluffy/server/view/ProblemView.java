package io.openluffy.server.view;

import io.openluffy.kernel.Problem;
import java.util.Optional;

/** A problem inside an answer ({@code ConfigProblem}). */
public record ProblemView(
    String code, String message, Optional<String> where, Optional<String> remedy) {
  public static ProblemView of(Problem problem) {
    return new ProblemView(
        problem.code(),
        problem.message(),
        Optional.of(problem.where().toString()).filter(text -> !text.isEmpty()),
        Optional.of(problem.remedy()).filter(text -> !text.isEmpty()));
  }
}
