package io.openluffy.playground.compared.requests;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What differs on purpose, from a file: a list of {@code request} (or a list of {@code requests})
 * and {@code field}, in which {@code *} stands for anything, and {@code why}. An entry that meets
 * no difference any more is out of date.
 */
public final class OnPurpose {
  private record Entry(String shown, Pattern request, Pattern field) {
    boolean meets(Differing differing, Difference difference) {
      return request.matcher(differing.request()).matches()
          && field.matcher(difference.path()).matches();
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final Set<Entry> met = new HashSet<>();

  public static OnPurpose read(String file) {
    var all = new OnPurpose();
    for (var one : RequestCases.tree(file)) {
      if (one.path("why").asText().isBlank()) {
        throw new AssertionError("a difference on purpose has a reason: " + one);
      }
      var field = one.path("field").asText("*");
      var requests = new ArrayList<String>();
      one.path("requests").forEach(request -> requests.add(request.asText()));
      if (requests.isEmpty()) {
        requests.add(one.path("request").asText("*"));
      }
      for (var request : requests) {
        all.entries.add(new Entry(request + " " + field, glob(request), glob(field)));
      }
    }
    return all;
  }

  private static Pattern glob(String text) {
    return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
  }

  /** What of the differences is not on purpose. */
  public Differing without(Differing differing) {
    return differing.only(
        differing.differences().stream().filter(one -> !isMeant(differing, one)).toList());
  }

  private boolean isMeant(Differing differing, Difference difference) {
    var meeting = entries.stream().filter(one -> one.meets(differing, difference)).toList();
    met.addAll(meeting);
    return !meeting.isEmpty();
  }

  /** The entries that met nothing. */
  public List<String> outOfDate() {
    return entries.stream().filter(one -> !met.contains(one)).map(Entry::shown).toList();
  }
}
