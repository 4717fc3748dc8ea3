package io.openluffy.application.render;

/** Turns a source tree on disk into the objects it declares. */
public interface Renderer {
  /**
   * Renders. Throws a {@code ProblemException} with blame USER and file and line when the source is
   * wrong, WORLD when a tool fails or takes too long.
   */
  Rendered render(RenderRequest request);

  /** What the output depends on beside the input, such as {@code helm v3.21.0}; for cache keys. */
  String version();
}
