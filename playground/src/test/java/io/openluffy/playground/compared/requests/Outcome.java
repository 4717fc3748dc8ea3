package io.openluffy.playground.compared.requests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    var unlisted = new ArrayList<Differing>();
    var onPurpose = OnPurpose.read(purposes);
    var listed = 0;
    try (var real = Peer.of(theirs);
        var playground = Peer.of(ours)) {
      var comparing = new Comparing(real, playground);
      for (var file : files) {
        for (var one : RequestCases.read(file, comparing.namespace(file))) {
          for (var differing : comparing.differing(one)) {
            var left = onPurpose.without(differing);
            if (left.differences().isEmpty()) {
              listed++;
            } else {
              unlisted.add(left);
            }
          }
        }
      }
      return new Outcome(comparing.asked(), listed, unlisted, onPurpose.outOfDate());
    }
  }

  public String inWords() {
    var equal = asked - listed - unlisted.size();
    return "%d of %d requests are answered equally, %d differ only on purpose, %d otherwise"
        .formatted(equal, asked, listed, unlisted.size());
  }
}
