package io.openluffy.application.spec;

import java.util.List;
import java.util.Optional;

/** How and when an application is synced. */
public record SyncPolicy(
    Optional<AutomatedSync> automated,
    List<String> syncOptions,
    Optional<RetrySpec> retry,
    Optional<NamespaceMetadata> managedNamespaceMetadata) {
  public static final SyncPolicy MANUAL =
      new SyncPolicy(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  public SyncPolicy {
    syncOptions = List.copyOf(syncOptions);
  }

  public boolean isAutomated() {
    return automated.isPresent() && automated.get().enabled();
  }
}
