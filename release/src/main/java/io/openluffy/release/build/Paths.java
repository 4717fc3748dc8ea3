package io.openluffy.release.build;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/** Paths inside an image: absolute, with slashes, never above the root. */
final class Paths {
  private static final Pattern OWNER = Pattern.compile("(root|\\d{1,10})(:(root|\\d{1,10}))?");

  private Paths() {}

  /** The path as seen from a folder, tidy: no dots, no doubled slashes. */
  static String resolve(String directory, String path) {
    var whole = path.startsWith("/") ? path : directory + "/" + path;
    var parts = new ArrayDeque<String>();
    for (var part : whole.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static boolean isNumericOwner(String owner) {
    return OWNER.matcher(owner).matches();
  }

  /** {@code user:group} in numbers; the group is the user's number when it is left out. */
  static String numericOwner(String owner) {
    var numbers = owner.replace("root", "0");
    return numbers.contains(":") ? numbers : numbers + ":" + numbers;
  }
}
