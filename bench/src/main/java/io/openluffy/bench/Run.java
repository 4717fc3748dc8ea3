package io.openluffy.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What one run has measured until now, and what went wrong: one figure costs no other. */
final class Run {
  private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
  private final Watch watch = new Watch();
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Measures something. */
  interface Step {
    void measure(List<Figure> figures) throws Exception;
  }

  List<Figure> figures() {
    return figures;
  }

  List<String> faults() {
    return faults;
  }

  void step(String name, Step step) throws InterruptedException {
    try {
      step.measure(figures);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      faults.add(name + ": " + e.getMessage());
      err.println(name + " could not be measured: " + e);
    }
    told(name);
  }

  void told(String what) {
    err.printf("%5.0f s  %s%n", watch.millis() / 1000, what);
  }
}
