package io.openluffy.git.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Files in a bare repository that nobody needs: locks, halves of packs, work that ended. */
final class Leftovers {
  private static final Pattern LEFT =
      Pattern.compile(".*(\\.lock|\\.keep|/tmp_[^/]*|/incoming[^/]*|\\.tmp|/\\.tmp[^/]*|_tmp)");

  private Leftovers() {}

  static List<String> of(Path bare) throws IOException {
    try (var files = Files.walk(bare)) {
      return files
          .map(file -> "/" + bare.relativize(file))
          .filter(name -> LEFT.matcher(name).matches())
          .toList();
    }
  }
}
