package io.openluffy.application.spec;

import io.openluffy.application.jq.JqPath;
import java.util.List;

/**
 * Fields that are not compared.
 *
 * @param group glob, as {@code kind}; name and namespace match exactly, empty ones everything
 */
public record IgnoreDifference(
    String group,
    String kind,
    String name,
    String namespace,
    List<String> jsonPointers,
    List<JqPath> jqPathExpressions,
    List<String> managedFieldsManagers) {
  public IgnoreDifference {
    jsonPointers = List.copyOf(jsonPointers);
    jqPathExpressions = List.copyOf(jqPathExpressions);
    managedFieldsManagers = List.copyOf(managedFieldsManagers);
  }
}
