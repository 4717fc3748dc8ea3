package io.openluffy.bench;

import java.util.ArrayList;
import java.util.List;

/** From the command to the first answer: in an empty home, and in one that was used. */
record Starts(ServerProcess server) {
  private static final int WARM = 5;

  /** The server runs when this returns. */
  void measure(List<Figure> figures) throws Exception {
    figures.add(Figure.value("start to first answer, empty home", "ms", "", server.start("up")));
    var warm = new ArrayList<Double>();
    var stops = new ArrayList<Double>();
    for (int i = 0; i < WARM; i++) {
      stops.add(server.stop());
      warm.add(server.start("up"));
    }
    figures.add(new Figure("start to first answer, used home", "ms", "5000", warm, List.of()));
    figures.add(new Figure("stop", "ms", "", stops, List.of()));
    stops.add(server.stop());
    server.start("demo");
  }
}
