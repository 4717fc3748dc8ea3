package io.openluffy.kube;

/**
 * How a server-side apply is done.
 *
 * @param force take over fields that other managers own, instead of a conflict
 * @param strict unknown and duplicated fields are an error, else they are dropped by the server
 */
public record ApplyOptions(String fieldManager, boolean force, boolean dryRun, boolean strict) {
  /** The field manager of everything that a sync writes. */
  public static final String OPENLUFFY = "openluffy";

  public static ApplyOptions forced() {
    return new ApplyOptions(OPENLUFFY, true, false, false);
  }

  public ApplyOptions asDryRun() {
    return new ApplyOptions(fieldManager, force, true, strict);
  }

  public ApplyOptions strictly(boolean on) {
    return new ApplyOptions(fieldManager, force, dryRun, on);
  }
}
