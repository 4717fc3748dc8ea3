package io.openluffy.application.target;

import io.openluffy.kernel.store.Table;
import java.util.List;

/**
 * A rendering that is kept.
 *
 * @param key digest over everything it depends on
 * @param blob where the sealed manifests are
 * @param warnings in words
 */
public record RenderingRow(String key, String application, String blob, List<String> warnings) {
  public static final Table<RenderingRow> TABLE =
      new Table<>("rendering", RenderingRow.class, RenderingRow::key);

  public RenderingRow {
    warnings = List.copyOf(warnings);
  }
}
