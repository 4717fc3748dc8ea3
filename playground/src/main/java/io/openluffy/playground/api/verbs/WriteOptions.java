package io.openluffy.playground.api.verbs;

import java.util.function.Consumer;

/**
 * How a write is meant.
 *
 * @param manager who writes, as managedFields names it
 * @param dryRun say what would happen, store nothing
 * @param force of an apply: take what others own
 * @param warn hears what the writer should know although it succeeds
 */
public record WriteOptions(
    String manager,
    boolean dryRun,
    FieldValidation validation,
    boolean force,
    Consumer<String> warn) {

  /** What to do about fields that the kind does not have. */
  public enum FieldValidation {
    IGNORE,
    WARN,
    STRICT
  }

  /** As what runs inside writes: no dry run, nobody to warn. */
  public static WriteOptions by(String manager) {
    return new WriteOptions(manager, false, FieldValidation.IGNORE, false, warning -> {});
  }
}
