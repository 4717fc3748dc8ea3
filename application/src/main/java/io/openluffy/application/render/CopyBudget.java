package io.openluffy.application.render;

import io.openluffy.kernel.Where;

/** How much may still be copied for one rendering. */
final class CopyBudget {
  private final RenderLimits limits;
  private long bytes;
  private int files;

  CopyBudget(RenderLimits limits) {
    this.limits = limits;
  }

  void take(long size, String shown) {
    bytes += size;
    files++;
    if (bytes > limits.sourceBytes() || size > limits.sourceBytes()) {
      throw RenderProblems.tooMuch(
          "The size of the source", RenderProblems.bytes(limits.sourceBytes()), Where.of(shown));
    }
    if (files > limits.sourceFiles()) {
      throw RenderProblems.tooMuch(
          "The number of files", String.valueOf(limits.sourceFiles()), Where.of(shown));
    }
  }
}
