package io.openluffy.application.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The waves in which objects are pruned: mirrored, so that what came first goes last. */
final class PruneWaves {
  private PruneWaves() {}

  static List<SyncTask> arranged(List<SyncTask> tasks, List<String> options) {
    var waves = new TreeSet<Integer>();
    tasks.stream().filter(SyncTask::prune).forEach(one -> waves.add(one.wave()));
    var ascending = List.copyOf(waves);
    int last =
        tasks.stream()
            .filter(one -> one.phase() == SyncPhase.SYNC)
            .mapToInt(SyncTask::wave)
            .max()
            .orElse(0);
    var arranged = new ArrayList<SyncTask>();
    for (var task : tasks) {
      if (!task.prune()) {
        arranged.add(task);
      } else if (SyncOptionRules.on(task.object(), options, "PruneLast")) {
        arranged.add(task.inWave(last + 1));
      } else {
        int mirrored = ascending.size() - 1 - ascending.indexOf(task.wave());
        arranged.add(task.inWave(ascending.get(mirrored)));
      }
    }
    return arranged;
  }
}
