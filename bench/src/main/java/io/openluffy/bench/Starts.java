package io.openluffy.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From the command to the first answer: in an empty home, and in one that was used. The floor of a
 * start is one of the same JVM that says its version, that of a stop the end of a sleeping process.
 */
record Starts(ServerProcess server, Path work) {
  private static final int MOST = 5;

  /** The server runs when this returns. */
  void measure(int rounds, List<Figure> figures) throws Exception {
    var starts = new ArrayList<Double>();
    var ends = new ArrayList<Double>();
    for (int i = 0; i < MOST; i++) {
      starts.add(version());
      ends.add(end());
    }
    var empty = List.of(server.start("up"));
    figures.add(new Figure("start to first answer, empty home", "ms", "", empty, starts));
    var warm = new ArrayList<Double>();
    var stops = new ArrayList<Double>();
    for (int i = 0; i < Math.min(MOST, rounds); i++) {
      stops.add(server.stop());
      warm.add(server.start("up"));
    }
    figures.add(new Figure("start to first answer, used home", "ms", "5000", warm, starts));
    stops.add(server.stop());
    figures.add(new Figure("stop", "ms", "", stops, ends));
    server.start("demo");
  }

  private double version() throws Exception {
    var watch = new Watch();
    Project.run(
        work, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version");
    return watch.millis();
  }

  private static double end() throws Exception {
    var sleeping = new ProcessBuilder("sleep", "60").start();
    var watch = new Watch();
    sleeping.destroy();
    sleeping.waitFor();
    return watch.millis();
  }
}
