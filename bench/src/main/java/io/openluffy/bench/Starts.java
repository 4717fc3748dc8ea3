package io.openluffy.bench;

import java.util.ArrayList;
import java.util.List;

/** From the command to the first answer: in an empty home, and in one that was used. */
record Starts(ServerProcess server) {
  /** The server runs when this returns. */
  void measure(int rounds, List<Figure> figures) throws Exception {
    figures.add(Figure.value("start to first answer, empty home", "ms", "", server.start("up")));
    var warm = new ArrayList<Double>();
    var stops = new ArrayList<Double>();
    for (int i = 0; i < Math.min(5, rounds); i++) {
      stops.add(server.stop());
      warm.add(server.start("up"));
    }
    figures.add(new Figure("start to first answer, used home", "ms", "5000", warm, List.of()));
    figures.add(new Figure("stop", "ms", "", stops, List.of()));
    stops.add(server.stop());
    server.start("demo");
  }
}
