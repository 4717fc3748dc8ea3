package io.openluffy.server.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whose a folder is, where the system tells. */
final class Owners {
  private static final Path OURSELVES = Path.of("/proc/self");
  private static final String USER_ID = "unix:uid";

  private Owners() {}

  /** The owner's name, unless that is us. */
  static Optional<String> strangerWhoOwns(Path folder) throws IOException {
    if (!Files.exists(OURSELVES)
        || Files.getAttribute(folder, USER_ID).equals(Files.getAttribute(OURSELVES, USER_ID))) {
      return Optional.empty();
    }
    return Optional.of(Files.getOwner(folder).getName());
  }

  static String us() {
    return System.getProperty("user.name");
  }
}
