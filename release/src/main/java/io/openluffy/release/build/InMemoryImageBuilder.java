package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A builder for tests: a build takes as long as it is told by the clock and pushes to the registry
 * in memory. The digest follows from the key of the request, so equal content is an equal image.
 */
public final class InMemoryImageBuilder implements ImageBuilder {
  private final InstantSource clock;
  private final InMemoryRegistry registry;
  private final Map<String, Instant> started = new ConcurrentHashMap<>();
  private final Map<String, Problem> failures = new ConcurrentHashMap<>();
  private volatile Duration duration = Duration.ZERO;

  public InMemoryImageBuilder(InstantSource clock, InMemoryRegistry registry) {
    this.clock = clock;
    this.registry = registry;
  }

  /** How long builds take that are asked about from now on. */
  public void takes(Duration time) {
    duration = time;
  }

  /** Makes builds of the image fail until {@link #recover}. */
  public void fail(String image, Problem problem) {
    failures.put(image, problem);
  }

  public void recover(String image) {
    failures.remove(image);
  }

  @Override
  public BuildStatus build(BuildRequest request, BuildLog log, Runnable changed) {
    var key = request.release() + "/" + request.image().name();
    var now = clock.instant();
    var since = started.computeIfAbsent(key, ignored -> now);
    if (since.equals(now)) {
      log.line("Building " + request.target());
    }
    var until = since.plus(duration);
    if (now.isBefore(until)) {
      return new BuildStatus.Running(since, Optional.of(until));
    }
    started.remove(key);
    var failure = Optional.ofNullable(failures.get(request.image().name()));
    if (failure.isPresent()) {
      return new BuildStatus.Failed(failure.get());
    }
    var digest = Digests.ofAll(List.of(request.key()));
    registry.push(
        request.target(),
        digest,
        new ImageConfiguration(Map.of(BuildRequest.KEY_LABEL, request.key()), Map.of(), "/"));
    log.line("Pushed " + request.target() + "@" + digest);
    return new BuildStatus.Built(digest);
  }

  @Override
  public void cancel(ReleaseId release) {
    started.keySet().removeIf(key -> key.startsWith(release + "/"));
  }
}
