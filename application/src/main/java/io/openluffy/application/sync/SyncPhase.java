package io.openluffy.application.sync;

/** The parts of a sync, in order. */
public enum SyncPhase {
  PRE_SYNC("PreSync"),
  SYNC("Sync"),
  POST_SYNC("PostSync"),
  SYNC_FAIL("SyncFail");

  private final String text;

  SyncPhase(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
