package io.openluffy.kernel;

/** The world failed, at an edge. Facts of the domain are values and never come this way. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.inWords());
    this.problem = problem;
  }

  public ProblemException(Problem problem, Throwable cause) {
    super(problem.inWords(), cause);
    this.problem = problem;
  }

  public final Problem problem() {
    return problem;
  }
}
