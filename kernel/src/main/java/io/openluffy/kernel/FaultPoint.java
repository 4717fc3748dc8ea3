package io.openluffy.kernel;

/** What a test does when the program passes a named boundary between record and act. */
@FunctionalInterface
public interface FaultPoint {
  void pass(String name);
}
