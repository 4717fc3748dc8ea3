package io.openluffy.kernel;

/**
 * The process "dies" here: thrown by a test's {@link FaultPoint} and handled by nobody.
 *
 * <p>It is an {@link Error} so that no code that survives bad news survives this.
 */
public final class Crash extends Error {
  private static final long serialVersionUID = 1;

  public Crash(String at) {
    super("crashed at " + at);
  }
}
