package io.openluffy.application.sync;

import io.openluffy.kube.ResourceKey;
import java.util.List;

/**
 * What an operation did with one object in one phase.
 *
 * @param code empty text is never written: every result has one
 * @param run Running until the object is healthy or the hook has ended
 */
public record ResourceResult(
    ResourceKey key,
    String version,
    SyncPhase phase,
    ResultCode code,
    String message,
    boolean hook,
    RunPhase run,
    List<String> images) {
  public ResourceResult {
    images = List.copyOf(images);
  }

  ResourceResult with(ResultCode newCode, String newMessage, RunPhase newRun) {
    return new ResourceResult(key, version, phase, newCode, newMessage, hook, newRun, images);
  }

  ResourceResult with(RunPhase newRun, String newMessage) {
    return with(code, newMessage, newRun);
  }

  boolean failed() {
    return code == ResultCode.SYNC_FAILED || run == RunPhase.FAILED || run == RunPhase.ERROR;
  }
}
