package io.openluffy.release.build;

import java.util.regex.Pattern;

/**
 * Patterns for paths: {@code *}, {@code ?} and {@code [a-z]} within a folder, {@code **} through
 * folders.
 */
public final class Globs {
  private Globs() {}

  public static Pattern pattern(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      var c = glob.charAt(i);
      var close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (close > 0) {
        var members = glob.substring(i + 1, close).replaceAll("[\\[\\]&\\\\]", "\\\\$0");
        regex.append('[').append(members).append(']');
        i = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  public static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /** The folder that holds everything the glob can match. */
  public static String folder(String glob) {
    var wild = glob.replaceAll("[*?\\[].*", "");
    var slash = wild.lastIndexOf('/');
    return slash < 0 ? "" : wild.substring(0, slash);
  }
}
