package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A place where two answers are not the same. */
public record Difference(String path, String theirs, String ours) {
  private static final int LONGEST = 4_000;
  private static final String NOTHING = "(nothing)";

  public static List<Difference> between(JsonNode theirs, JsonNode ours) {
    var all = new ArrayList<Difference>();
    compare("", theirs, ours, all);
    return all;
  }

  private static void compare(String path, JsonNode theirs, JsonNode ours, List<Difference> all) {
    if (theirs.isObject() && ours.isObject()) {
      var names = new TreeSet<String>();
      theirs.fieldNames().forEachRemaining(names::add);
      ours.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name ->
              compare(
                  path.isEmpty() ? name : path + "." + name,
                  theirs.path(name),
                  ours.path(name),
                  all));
    } else if (theirs.isArray() && ours.isArray() && theirs.size() == ours.size()) {
      for (var i = 0; i < theirs.size(); i++) {
        compare(path + "[" + i + "]", theirs.get(i), ours.get(i), all);
      }
    } else if (!same(theirs, ours)) {
      all.add(new Difference(path, shown(theirs), shown(ours)));
    }
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return (one.isNumber() && other.isNumber())
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  private static String shown(JsonNode node) {
    var text = node.isMissingNode() ? NOTHING : node.toString();
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }

  @Override
  public String toString() {
    return "%s%n        theirs: %s%n        ours:   %s".formatted(path, theirs, ours);
  }
}
