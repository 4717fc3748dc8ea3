package io.openluffy.server.real;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The cluster that a real server looks after: its own playground, or somebody's API server. */
interface Ground {
  /** What {@code luffy up} must be told to use it. */
  List<String> options();

  /** The headline that an environment of the sample project shows; empty when it shows none. */
  String headline(RealProject project, String environment);

  /** Takes away what a server left there, after its end. */
  default void leave() {}

  default RealServer start(Path home) {
    return RealServer.launch(home, Map.of(), options().toArray(String[]::new)).awaitReady();
  }
}
