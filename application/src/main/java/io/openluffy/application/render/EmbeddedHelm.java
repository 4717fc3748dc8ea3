package io.openluffy.application.render;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The Helm that we bring along, in worker processes that are kept for a while and can be killed.
 */
final class EmbeddedHelm implements ChartTool {
  private static final Duration KEPT = Duration.ofMinutes(2);

  private final RenderSettings settings;
  private final Turns turns;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private boolean closed;
  private @Nullable Thread resting;

  private record Idle(WorkerProcess worker, long since) {}

  EmbeddedHelm(RenderSettings settings, Turns turns) {
    this.settings = settings;
    this.turns = turns;
  }

  @Override
  public String version() {
    return "helm v3.21.0 (embedded)";
  }

  @Override
  public ChartRewrite rewrite(ChartRequest request) {
    return new EmbeddedRewrite(
        request.apiVersions(), request.skipCrds(), request.skipSchemaValidation());
  }

  @Override
  public String template(ChartRequest request) {
    try (var turn = turns.take(request.key())) {
      var worker = take();
      try {
        return TemplateRules.restored(worker.render(call(request), turn));
      } finally {
        giveBack(worker);
      }
    }
  }

  private static WorkerCall call(ChartRequest request) {
    var set = new LinkedHashMap<String, String>();
    var setFiles = new LinkedHashMap<String, String>();
    var lists = new SetLists();
    for (var one : request.parameters()) {
      var value = SetRules.unescaped(one.value());
      if (one.forceString()) {
        var file = request.folder().file("text-" + setFiles.size(), value);
        setFiles.put(one.name(), file.toString());
      } else if (SetRules.isList(one.value())) {
        lists.add(one.name(), SetRules.items(one.value()), set);
      } else {
        set.put(one.name(), value);
      }
    }
    request.setFiles().forEach((name, file) -> setFiles.put(name, file.toString()));
    var valueFiles = new ArrayList<>(request.valueFiles());
    lists.file(request.folder()).ifPresent(valueFiles::add);
    return new WorkerCall(
        request.chart().toString(),
        request.release(),
        request.namespace(),
        request.kubeVersion(),
        valueFiles.stream().map(Path::toString).toList(),
        set,
        setFiles);
  }

  private WorkerProcess take() {
    synchronized (idle) {
      if (closed) {
        throw new IllegalStateException("The renderer is closed");
      }
      for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
        if (next.worker().isUsable()) {
          return next.worker();
        }
        next.worker().close();
      }
    }
    return WorkerProcess.start(settings);
  }

  private void giveBack(WorkerProcess worker) {
    synchronized (idle) {
      if (!closed && worker.isUsable()) {
        idle.addFirst(new Idle(worker, System.nanoTime()));
        if (resting == null) {
          resting = Thread.ofVirtual().name("helm-rest").start(this::letGo);
        }
        return;
      }
    }
    worker.close();
  }

  /** Lets go of the workers that nobody wanted for a while; ends when there are none. */
  private void letGo() {
    try {
      for (var rest = nextRest(); !rest.isZero(); rest = nextRest()) {
        Thread.sleep(rest);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The time until the next worker has been idle for long enough; zero when none is left. */
  private Duration nextRest() {
    synchronized (idle) {
      for (var last = idle.peekLast(); last != null; last = idle.peekLast()) {
        var left = KEPT.minusNanos(System.nanoTime() - last.since());
        if (left.isPositive()) {
          return left;
        }
        idle.removeLast();
        last.worker().close();
      }
      resting = null;
      return Duration.ZERO;
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(one -> one.worker().close());
      idle.clear();
      if (resting != null) {
        resting.interrupt();
      }
    }
  }
}
