package io.openluffy.bench;

import java.util.ArrayList;
import java.util.List;

/** What two servers took for the same, in milliseconds. The first round is for both to get warm. */
record Pair(String name, List<Double> ours, List<Double> theirs) {
  Pair(String name) {
    this(name, new ArrayList<>(), new ArrayList<>());
  }

  interface Work {
    void run() throws Exception;
  }

  void add(boolean isOurs, boolean isWarm, Work work) throws Exception {
    var watch = new Watch();
    work.run();
    if (isWarm) {
      (isOurs ? ours : theirs).add(watch.millis());
    }
  }

  Figure figure() {
    return new Figure(name, "ms", "floor", ours, theirs);
  }
}
