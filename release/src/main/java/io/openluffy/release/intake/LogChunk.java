package io.openluffy.release.intake;

import io.openluffy.kernel.store.Table;
import io.openluffy.release.LogLine;
import io.openluffy.release.ReleaseId;
import java.util.List;
import java.util.Locale;

/** Some lines of a build log, as the store keeps them. */
record LogChunk(ReleaseId release, long first, List<LogLine> lines) {
  static final Table<LogChunk> TABLE = new Table<>("build_log", LogChunk.class, LogChunk::key);

  LogChunk {
    lines = List.copyOf(lines);
  }

  private String key() {
    return String.format(Locale.ROOT, "%s/%09d", release.value(), first);
  }
}
