package io.openluffy.application.target;

import io.openluffy.kernel.store.Table;

/**
 * A rendering that is kept.
 *
 * @param key digest over everything it depends on
 * @param blob where the sealed manifests are
 */
public record RenderingRow(String key, String application, String blob) {
  public static final Table<RenderingRow> TABLE =
      new Table<>("rendering", RenderingRow.class, RenderingRow::key);
}
