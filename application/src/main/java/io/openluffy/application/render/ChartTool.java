package io.openluffy.application.render;

/** A Helm that turns a chart into the text of its objects, hooks and CRDs among them. */
interface ChartTool extends AutoCloseable {
  /** How a chart must be changed while it's copied for this tool. */
  ChartRewrite rewrite(ChartRequest request);

  /** The objects as YAML documents; throws a {@link ToolFailure} with Helm's own words. */
  String template(ChartRequest request);

  String version();

  @Override
  void close();
}
