package io.openluffy.playground.compared.requests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What came of all cases.
 *
 * @param asked requests
 * @param listed requests that differ only as the list of differences on purpose says
 * @param unlisted requests that differ otherwise, with just what is not in the list
 * @param outOfDate entries of that list that met no difference
 */
public record Outcome(int asked, int listed, List<Differing> unlisted, List<String> outOfDate) {
  public Outcome {
    unlisted = List.copyOf(unlisted);
    outOfDate = List.copyOf(outOfDate);
  }

  /**
   * Sends all cases of the files of {@code src/test/resources/compared}, in their order, to the two
   * servers of the kubeconfigs.
   *
   * @param purposes the file of what differs on purpose
   */
  public static Outcome of(Path theirs, Path ours, List<String> files, String purposes) {
    try (var real = Peer.of(theirs);
        var playground = Peer.of(ours)) {
      var differing = new ArrayList<Differing>();
      var comparing = new Comparing(real, playground);
      files.forEach(file -> differing.addAll(differing(comparing, file)));
      return of(comparing.asked(), differing, purposes);
    }
  }

  /** The same with all files at once: the cases of none look at what those of another do. */
  public static Outcome ofAll(Path theirs, Path ours, List<String> files, String purposes) {
    try (var real = Peer.of(theirs);
        var playground = Peer.of(ours);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new AtomicInteger();
      var running = new ArrayList<Future<List<Differing>>>();
      for (var file : files) {
        running.add(
            threads.submit(
                () -> {
                  var comparing = new Comparing(real, playground);
                  var differing = differing(comparing, file);
                  asked.addAndGet(comparing.asked());
                  return differing;
                }));
      }
      var differing = new ArrayList<Differing>();
      for (var file : running) {
        differing.addAll(file.get());
      }
      return of(asked.get(), differing, purposes);
    } catch (ExecutionException e) {
      throw new AssertionError("a file could not be compared", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static List<Differing> differing(Comparing comparing, String file) {
    try {
      return RequestCases.read(file, comparing.namespace(file)).stream()
          .flatMap(one -> comparing.differing(one).stream())
          .toList();
    } finally {
      comparing.cleanUp();
    }
  }

  private static Outcome of(int asked, List<Differing> differing, String purposes) {
    var onPurpose = OnPurpose.read(purposes);
    var unlisted =
        differing.stream()
            .map(onPurpose::without)
            .filter(left -> !left.differences().isEmpty())
            .toList();
    return new Outcome(asked, differing.size() - unlisted.size(), unlisted, onPurpose.outOfDate());
  }

  public String inWords() {
    var equal = asked - listed - unlisted.size();
    return "%d of %d requests are answered equally, %d differ only on purpose, %d otherwise"
        .formatted(equal, asked, listed, unlisted.size());
  }
}
