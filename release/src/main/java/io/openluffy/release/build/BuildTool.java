package io.openluffy.release.build;

import io.openluffy.release.build.ImageBuilder.BuildLog;
import java.nio.file.Path;

/** Something that builds an image from an exported context, and pushes it. */
interface BuildTool {
  /**
   * Blocks until the image is in its registry, and answers its digest. Ends early when the thread
   * is interrupted.
   *
   * @param context private to this build, gone afterwards
   */
  String build(BuildRequest request, Path context, BuildLog log);
}
