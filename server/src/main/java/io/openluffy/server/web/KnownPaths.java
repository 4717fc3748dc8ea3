package io.openluffy.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods a path of the API has, for those who come with another one. */
final class KnownPaths {
  private record Known(String method, Pattern path) {}

  private final List<Known> known = new ArrayList<>();

  /**
   * @param path with parameters in braces
   */
  void add(String method, String path) {
    var pattern = path.replaceAll("\\{[^}]*}", "[^/]+");
    known.add(new Known(method, Pattern.compile(pattern)));
  }

  /** Empty when there is no such path. */
  Set<String> methods(String path) {
    var methods = new TreeSet<String>();
    for (Known one : known) {
      if (one.path().matcher(path).matches()) {
        methods.add(one.method());
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }
}
