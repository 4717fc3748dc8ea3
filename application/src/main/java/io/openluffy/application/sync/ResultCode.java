package io.openluffy.application.sync;

/** What became of one object in a sync. */
public enum ResultCode {
  SYNCED("Synced"),
  SYNC_FAILED("SyncFailed"),
  PRUNED("Pruned"),
  PRUNE_SKIPPED("PruneSkipped");

  private final String text;

  ResultCode(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  static ResultCode of(String text) {
    for (var one : values()) {
      if (one.text.equals(text)) {
        return one;
      }
    }
    return SYNC_FAILED;
  }
}
