package io.openluffy.application.render;

import java.util.Map;

/** What happens to the files of a chart on their way into the private copy. */
interface ChartRewrite {
  ChartRewrite NONE =
      new ChartRewrite() {
        @Override
        public byte[] file(String path, byte[] content) {
          return content;
        }

        @Override
        public boolean changesFiles() {
          return false;
        }

        @Override
        public Map<String, String> added(boolean isRoot) {
          return Map.of();
        }
      };

  /**
   * The new content of a file, or the old.
   *
   * @param path inside its own chart or subchart
   */
  byte[] file(String path, byte[] content);

  /** Whether archives must be packed again. */
  default boolean changesFiles() {
    return true;
  }

  /** Files that each chart gets, by their path in it. */
  Map<String, String> added(boolean isRoot);
}
