package io.openluffy.release.build;

import io.openluffy.git.Git;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs builds, a few at a time and in turn between projects, each in a private folder. */
public final class QueuedImageBuilder implements ImageBuilder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedImageBuilder.class);

  private final Git git;
  private final BuildTool tool;
  private final Path scratch;
  private final int slots;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Job> jobs = new LinkedHashMap<>();
  private final Map<ProjectName, Long> served = new HashMap<>();
  private long turn;
  private boolean closed;

  QueuedImageBuilder(Git git, BuildTool tool, Path scratch, int slots, InstantSource clock) {
    this.git = git;
    this.tool = tool;
    this.scratch = scratch;
    this.slots = slots;
    this.clock = clock;
  }

  /**
   * With the embedded builder, and the builders on PATH for what it can't do.
   *
   * @param home a folder of our own, for caches and exported trees
   * @param slots how many builds run at the same time
   */
  public static QueuedImageBuilder create(
      Git git,
      HttpRegistry registry,
      RegistryLocator locator,
      RegistryCredentials credentials,
      ToolSettings tools,
      Path home,
      int slots,
      InstantSource clock) {
    var scratch = home.resolve("work");
    empty(scratch);
    var pusher = new ImagePusher(registry);
    var storage = new ToolStorage(home);
    var foreign = new ForeignBuilder(registry, locator, credentials, tools, storage);
    foreign.tidy();
    var embedded = new EmbeddedBuilder(registry, pusher, foreign);
    return new QueuedImageBuilder(git, embedded, scratch, slots, clock);
  }

  private record Key(ReleaseId release, String image) {}

  /** A build, from its request to its end being told. */
  private static final class Job {
    private final BuildRequest request;
    private final BuildLog log;
    private final Runnable changed;
    private Optional<Thread> thread = Optional.empty();
    private boolean cancelled;
    private BuildStatus status = new BuildStatus.Queued();

    Job(BuildRequest request, BuildLog log, Runnable changed) {
      this.request = request;
      this.log = log;
      this.changed = changed;
    }
  }

  @Override
  public BuildStatus build(BuildRequest request, BuildLog log, Runnable changed) {
    lock.lock();
    try {
      var key = new Key(request.release(), request.image().name());
      var job = jobs.computeIfAbsent(key, ignored -> new Job(request, log, changed));
      startWaiting();
      switch (job.status) {
        case BuildStatus.Queued ignored -> {}
        case BuildStatus.Running ignored -> {}
        case BuildStatus.Built ignored -> jobs.remove(key);
        case BuildStatus.Failed ignored -> jobs.remove(key);
      }
      return job.status;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel(ReleaseId release) {
    lock.lock();
    try {
      for (Iterator<Map.Entry<Key, Job>> all = jobs.entrySet().iterator(); all.hasNext(); ) {
        var entry = all.next();
        if (entry.getKey().release().equals(release)) {
          entry.getValue().cancelled = true;
          entry.getValue().thread.ifPresent(Thread::interrupt);
          if (entry.getValue().thread.isEmpty()) {
            all.remove();
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The project that was served longest ago comes next. */
  private void startWaiting() {
    while (!closed && running() < slots) {
      var next =
          jobs.values().stream()
              .filter(job -> job.status instanceof BuildStatus.Queued)
              .min(Comparator.comparingLong(job -> served.getOrDefault(job.request.project(), 0L)));
      if (next.isEmpty()) {
        return;
      }
      start(next.get());
    }
  }

  private long running() {
    return jobs.values().stream().filter(job -> job.thread.isPresent()).count();
  }

  private void start(Job job) {
    served.put(job.request.project(), ++turn);
    job.status = new BuildStatus.Running(clock.instant(), Optional.empty());
    var name = "build " + job.request.release() + " " + job.request.image().name();
    var thread = Thread.ofVirtual().name(name).unstarted(() -> run(job));
    job.thread = Optional.of(thread);
    thread.start();
  }

  private void run(Job job) {
    var status = outcome(job);
    lock.lock();
    try {
      job.status = status;
      job.thread = Optional.empty();
      if (job.cancelled) {
        jobs.values().remove(job);
      }
      startWaiting();
    } finally {
      lock.unlock();
    }
    job.changed.run();
  }

  private BuildStatus outcome(Job job) {
    var started = clock.instant();
    try {
      job.log.line("Building " + job.request.target() + " from " + job.request.commit());
      var digest = build(job.request, job.log);
      job.log.line("Built in " + seconds(started) + " s");
      return new BuildStatus.Built(digest);
    } catch (ProblemException e) {
      job.log.line("Failed: " + e.problem().inWords());
      return new BuildStatus.Failed(e.problem());
    } catch (UncheckedIOException e) {
      var problem = noSpace(scratch, e);
      job.log.line("Failed: " + problem.inWords());
      return new BuildStatus.Failed(problem);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("release", job.request.release())
          .setCause(e)
          .log("a build ended with a bug");
      job.log.line("Failed: an internal error; the server's log says more");
      return new BuildStatus.Failed(Problem.bug("The build of the image failed: " + e));
    }
  }

  private String seconds(Instant started) {
    var millis = java.time.Duration.between(started, clock.instant()).toMillis();
    return String.format(java.util.Locale.ROOT, "%.1f", millis / 1000.0);
  }

  private String build(BuildRequest request, BuildLog log) {
    var folder = privateFolder();
    try {
      var context = folder.resolve("context");
      git.export(request.source(), request.commit(), request.image().context(), context);
      return tool.build(request, context, log);
    } finally {
      delete(folder);
    }
  }

  private Path privateFolder() {
    try {
      Files.createDirectories(scratch);
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      return Files.createTempDirectory(scratch, "build-", mode);
    } catch (IOException e) {
      throw noSpace(scratch, e).asException(e);
    }
  }

  private static Problem noSpace(Path scratch, Exception cause) {
    return Problem.world(
        "build.no-space",
        "The files of the build can't be read or written: " + cause.getMessage(),
        Where.of(scratch.toString()),
        "Check the free space and the rights of the server's home folder.");
  }

  private static void empty(Path folder) {
    if (Files.isDirectory(folder)) {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (var walk = Files.walk(folder)) {
      for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.atWarn().addKeyValue("folder", folder).setCause(e).log("a build folder is left over");
    }
  }

  /** Stops every build; after a restart they begin again. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      jobs.values().forEach(job -> job.thread.ifPresent(Thread::interrupt));
    } finally {
      lock.unlock();
    }
  }
}
