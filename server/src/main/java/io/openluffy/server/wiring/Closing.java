package io.openluffy.server.wiring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops parts so that one that can't be stopped does not keep the others running. */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  static void quietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("part", part.getClass().getSimpleName())
          .setCause(e)
          .log("a part did not stop cleanly");
    }
  }
}
