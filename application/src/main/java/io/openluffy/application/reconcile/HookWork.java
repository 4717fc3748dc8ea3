package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.sync.OperationState;
import io.openluffy.application.sync.RunPhase;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.List;
import java.util.stream.Stream;

/** Whether hooks are at their work, or only wait to begin it: then nothing is lost with them. */
final class HookWork {
  private HookWork() {}

  static boolean hasBegun(OperationState.Progress progress, LiveObjects objects) {
    return progress.results().stream()
        .filter(one -> one.hook() && one.run() == RunPhase.RUNNING)
        .anyMatch(one -> hasBegun(one.key(), objects));
  }

  private static boolean hasBegun(ResourceKey hook, LiveObjects objects) {
    var live = objects.find(hook);
    return switch (hook.group() + "/" + hook.kind()) {
      case "/Pod" -> live.filter(HookWork::hasRun).isPresent();
      case "batch/Job" -> live.filter(one -> hasRun(one, objects)).isPresent();
      // Nobody knows what others do.
      default -> live.isPresent();
    };
  }

  private static boolean hasRun(Manifest job, LiveObjects objects) {
    return Stream.of("/status/ready", "/status/succeeded", "/status/failed")
            .anyMatch(count -> job.at(count).asInt() > 0)
        || objects.ownedBy(job.uid()).stream().anyMatch(HookWork::hasRun);
  }

  private static boolean hasRun(Manifest pod) {
    return !List.of("", "Pending").contains(pod.text("/status/phase"))
        || Stream.of("/status/initContainerStatuses", "/status/containerStatuses")
            .flatMap(list -> pod.at(list).valueStream())
            .anyMatch(HookWork::hasRun);
  }

  private static boolean hasRun(JsonNode container) {
    return container.at("/state/running").isObject()
        || container.at("/state/terminated").isObject()
        || container.at("/lastState/terminated").isObject();
  }
}
