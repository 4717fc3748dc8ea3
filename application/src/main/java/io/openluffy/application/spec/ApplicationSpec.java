package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * {@code spec} of an Application.
 *
 * @param multiSource written as {@code sources}; status then speaks of several revisions
 * @param json the spec as it was written
 */
public record ApplicationSpec(
    String project,
    List<SourceSpec> sources,
    boolean multiSource,
    DestinationSpec destination,
    SyncPolicy syncPolicy,
    List<IgnoreDifference> ignoreDifferences,
    int revisionHistoryLimit,
    JsonNode json) {
  public ApplicationSpec {
    sources = List.copyOf(sources);
    ignoreDifferences = List.copyOf(ignoreDifferences);
  }

  public SourceSpec source() {
    return sources.getFirst();
  }
}
