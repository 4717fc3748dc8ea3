package io.openluffy.application;

import java.time.Instant;

/**
 * Something to know about an application, such as {@code ComparisonError}.
 *
 * @param since when it appeared
 */
public record ConditionView(String type, String message, Instant since) {
  public static final String INVALID_SPEC = "InvalidSpecError";
  public static final String COMPARISON_ERROR = "ComparisonError";
  public static final String SYNC_ERROR = "SyncError";
  public static final String DELETION_ERROR = "DeletionError";
  public static final String DELETION_APPROVAL = "DeletionApprovalWarning";
  public static final String UNKNOWN_ERROR = "UnknownError";
  public static final String SHARED_RESOURCE = "SharedResourceWarning";
  public static final String REPEATED_RESOURCE = "RepeatedResourceWarning";
  public static final String STANDS_ASIDE = "StandsAsideWarning";
  public static final String RENDER_WARNING = "RenderWarning";
  public static final String EXCLUDED_RESOURCE = "ExcludedResourceWarning";
  public static final String PROTECTED_NAMESPACE = "ProtectedNamespaceWarning";

  /** Whether it stands in the way of a sync. */
  public boolean blocksSync() {
    return type.equals(INVALID_SPEC) || type.equals(COMPARISON_ERROR);
  }
}
