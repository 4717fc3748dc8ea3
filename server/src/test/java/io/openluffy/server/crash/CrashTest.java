package io.openluffy.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Crash;
import io.openluffy.server.crash.Story.Step;
import io.openluffy.server.journey.JourneyWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The server dies at every passing of every fault point of the journey, one world each; git,
 * cluster and registry live on, and a new server on the same store brings it to the same end.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "logging", mode = ResourceAccessMode.READ)
class CrashTest {
  private static final Pattern POINT = Pattern.compile("FaultPoints\\.at\\(\"([^\"]+)\"\\)");

  /** Passed only with a real git server or a git host; their rooms crash there. */
  private static final Set<String> OUT_OF_REACH =
      Set.of("git.push-intended", "git.ref-moved", "notice.sent");

  @TempDir Path work;

  @Test
  void theJourneyEndsInTheSamePlaceWhereverTheServerDies(TestReporter reporter) {
    diesEverywhere(List::of, Stories::toProd, reporter);
  }

  @Test
  void rollbacksEndInTheSamePlaceWhereverTheServerDies(TestReporter reporter) {
    diesEverywhere(Stories::twice, Stories::back, reporter);
  }

  @Test
  void everyFaultPointOfTheProgramIsPassed() throws IOException {
    var passed = new TreeSet<String>(passings(List::of, Stories::toProd));
    passed.addAll(passings(Stories::twice, Stories::back));
    passed.addAll(OUT_OF_REACH);

    assertThat(passed).containsAll(pointsInTheSources());
  }

  private void diesEverywhere(
      Supplier<List<Step>> before, Supplier<List<Step>> story, TestReporter reporter) {
    var passings = passings(before, story);
    var undisturbed = new Life(work, before, story);
    undisturbed.live(-1);
    assertThat(undisturbed.faults()).isEmpty();

    var failures =
        IntStream.range(0, passings.size())
            .parallel()
            .mapToObj(index -> failure(passings, index, before, story, undisturbed.end()))
            .filter(text -> !text.isEmpty())
            .toList();

    reporter.publishEntry("crashes", Integer.toString(passings.size()));
    assertThat(failures).isEmpty();
  }

  private String failure(
      List<String> passings,
      int index,
      Supplier<List<Step>> before,
      Supplier<List<Step>> story,
      List<String> end) {
    var life = new Life(work, before, story);
    var where = "passing " + index + ", at " + passings.get(index) + ": ";
    try {
      life.live(index);
    } catch (RuntimeException | AssertionError e) {
      return where + e;
    }
    var faults = new ArrayList<>(life.faults());
    if (!life.end().equals(end)) {
      faults.add("expected\n  " + end + "\nbut it came to\n  " + life.end());
    }
    return faults.isEmpty() ? "" : where + String.join("; ", faults);
  }

  private List<String> passings(Supplier<List<Step>> before, Supplier<List<Step>> story) {
    var life = new Life(work, before, story);
    life.live(Integer.MAX_VALUE);
    return life.passings();
  }

  private static Set<String> pointsInTheSources() throws IOException {
    var found = new TreeSet<String>();
    var root = repository();
    for (var room : List.of("kernel", "git", "kube", "application", "release", "promotion")) {
      try (var files = Files.walk(root.resolve(room).resolve("src/main/java"))) {
        for (var file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
          POINT.matcher(Files.readString(file)).results().forEach(hit -> found.add(hit.group(1)));
        }
      }
    }
    return found;
  }

  /** The tests may be started in the room's folder, or in any above it. */
  private static Path repository() {
    var here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("kernel/src"))) {
      here = Objects.requireNonNull(here.getParent(), "the folder that holds the rooms");
    }
    return here;
  }

  /** One world in which the server dies once at most. */
  private static final class Life {
    private final JourneyWorld world;
    private final List<Step> before;
    private final Story story;
    private final List<String> passings = new ArrayList<>();

    Life(Path work, Supplier<List<Step>> before, Supplier<List<Step>> story) {
      world = new JourneyWorld(work, 1);
      this.before = before.get();
      this.story = new Story(world, story.get());
    }

    /**
     * @param crash at the passing with this number, counted from 0
     */
    void live(int crash) {
      world.settle();
      new Story(world, before).tell();
      try {
        Passings.on(
            name -> {
              passings.add(name);
              if (passings.size() - 1 == crash) {
                throw new Crash(name);
              }
            },
            story::tell);
      } catch (Crash died) {
        world.restart();
        story.tell();
      }
    }

    List<String> passings() {
      return passings;
    }

    List<String> end() {
      return EndOfStory.of(world);
    }

    List<String> faults() {
      return EndOfStory.faults(world);
    }
  }
}
