package io.openluffy.application.render;

import java.time.Duration;

/**
 * What one rendering may cost.
 *
 * @param time until a tool is stopped
 * @param memoryBytes resident memory of a tool until it is stopped
 * @param workers how many tools run at once, beside one that takes long
 * @param sourceBytes of the files a chart or an overlay is made of, archives unpacked
 * @param sourceFiles how many of them
 * @param manifestBytes of the text that is read as manifests
 * @param manifests how many objects
 * @param depth of nested lists and maps
 * @param nodes of one file's YAML, aliases counted as often as they are used
 */
public record RenderLimits(
    Duration time,
    long memoryBytes,
    int workers,
    long sourceBytes,
    int sourceFiles,
    long manifestBytes,
    int manifests,
    int depth,
    int nodes) {
  public static final RenderLimits DEFAULT =
      new RenderLimits(
          Duration.ofSeconds(60),
          1L << 30,
          2,
          100L << 20,
          20_000,
          32L << 20,
          20_000,
          200,
          2_000_000);

  /** How long a tool may work while others wait for their turn. */
  Duration patience() {
    return time.dividedBy(12);
  }

  public RenderLimits withTime(Duration other) {
    return new RenderLimits(
        other,
        memoryBytes,
        workers,
        sourceBytes,
        sourceFiles,
        manifestBytes,
        manifests,
        depth,
        nodes);
  }

  public RenderLimits withMemoryBytes(long other) {
    return new RenderLimits(
        time, other, workers, sourceBytes, sourceFiles, manifestBytes, manifests, depth, nodes);
  }

  public RenderLimits withManifestBytes(long other) {
    return new RenderLimits(
        time, memoryBytes, workers, sourceBytes, sourceFiles, other, manifests, depth, nodes);
  }
}
