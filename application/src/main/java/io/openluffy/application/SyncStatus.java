package io.openluffy.application;

/** Whether the cluster has what git declares. */
public enum SyncStatus {
  SYNCED("Synced"),
  OUT_OF_SYNC("OutOfSync"),
  UNKNOWN("Unknown");

  private final String text;

  SyncStatus(String text) {
    this.text = text;
  }

  /** As Argo CD writes it. */
  public String text() {
    return text;
  }

  public static SyncStatus of(String text) {
    for (var one : values()) {
      if (one.text.equals(text)) {
        return one;
      }
    }
    return UNKNOWN;
  }
}
