package io.openluffy.application.sync;

/** When a hook runs. */
public enum HookType {
  PRE_SYNC("PreSync"),
  SYNC("Sync"),
  SKIP("Skip"),
  POST_SYNC("PostSync"),
  SYNC_FAIL("SyncFail"),
  PRE_DELETE("PreDelete"),
  POST_DELETE("PostDelete");

  private final String text;

  HookType(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
