package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.RetrySpec;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.kube.ResourceKey;
import java.util.List;

/** Writes operations in Argo CD's JSON, as they are put on the resource. */
final class Operations {
  private Operations() {}

  static ObjectNode sync(ObjectNode operation) {
    return operation.withObject("/sync");
  }

  /** A whole sync by the automated policy. */
  static ObjectNode automated(ApplicationSpec spec, List<String> revisions) {
    var operation = base(spec, revisions);
    operation.putObject("initiatedBy").put("automated", true);
    retry(operation, spec.syncPolicy().retry().orElse(RetrySpec.AUTOMATED));
    return operation;
  }

  /** A sync of the differing objects alone. */
  static ObjectNode heal(
      ApplicationSpec spec,
      List<String> revisions,
      List<ResourceKey> differing,
      long attempt,
      boolean prune) {
    var operation = base(spec, revisions);
    var sync = sync(operation);
    select(sync, differing);
    sync.put("autoHealAttemptsCount", attempt);
    if (prune) {
      sync.put("prune", true);
    }
    operation.putObject("initiatedBy").put("automated", true);
    return operation;
  }

  /** What a person or a promotion asked for. */
  static ObjectNode asked(ApplicationSpec spec, SyncRequest request, String id) {
    var operation = base(spec, request.revision().map(List::of).orElse(List.of()));
    var sync = sync(operation);
    if (request.prune()) {
      sync.put("prune", true);
    }
    if (request.dryRun()) {
      sync.put("dryRun", true);
    }
    select(sync, request.resources());
    if (!request.options().isEmpty()) {
      request.options().forEach(sync.withArray("/syncOptions")::add);
    }
    operation.putObject("initiatedBy").put("username", request.by().name());
    spec.syncPolicy().retry().ifPresent(one -> retry(operation, one));
    OperationJson.request(operation, id);
    return operation;
  }

  /** Back to an entry of the history; hooks do not run, and it is not tried again. */
  static ObjectNode rollback(
      ApplicationSpec spec,
      long historyId,
      List<String> revisions,
      String by,
      boolean prune,
      String id) {
    var operation = base(spec, revisions);
    var sync = sync(operation);
    sync.putObject("syncStrategy").putObject("apply");
    if (prune) {
      sync.put("prune", true);
    }
    operation.putObject("initiatedBy").put("username", by);
    OperationJson.request(operation, id);
    OperationJson.rollback(operation, historyId);
    return operation;
  }

  private static ObjectNode base(ApplicationSpec spec, List<String> revisions) {
    var operation = JsonNodeFactory.instance.objectNode();
    var sync = operation.putObject("sync");
    if (spec.multiSource() && !revisions.isEmpty()) {
      revisions.forEach(sync.putArray("revisions")::add);
    } else if (!revisions.isEmpty()) {
      sync.put("revision", revisions.getFirst());
    }
    if (!spec.syncPolicy().syncOptions().isEmpty()) {
      spec.syncPolicy().syncOptions().forEach(sync.putArray("syncOptions")::add);
    }
    return operation;
  }

  private static void select(ObjectNode sync, List<ResourceKey> keys) {
    for (var key : keys) {
      var one = sync.withArray("/resources").addObject();
      one.put("group", key.group()).put("kind", key.kind());
      one.put("namespace", key.namespace()).put("name", key.name());
    }
  }

  private static void retry(ObjectNode operation, RetrySpec spec) {
    var retry = operation.putObject("retry").put("limit", spec.limit());
    retry
        .putObject("backoff")
        .put("duration", spec.duration().toMillis() + "ms")
        .put("factor", spec.factor())
        .put("maxDuration", spec.maxDuration().toMillis() + "ms");
    if (spec.refresh()) {
      retry.put("refresh", true);
    }
  }
}
