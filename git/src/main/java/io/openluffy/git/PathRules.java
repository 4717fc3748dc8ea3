package io.openluffy.git;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a path inside a repository may look like, so that no file system reads it another way. */
final class PathRules {
  static final int LONGEST = 4096;
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
  private static final Pattern IGNORED_END = Pattern.compile("(:.*|[ .]+)$");
  private static final Pattern SHORT_NAME = Pattern.compile("git~\\d+");

  private PathRules() {}

  static String tidy(String text) {
    var path = text;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    while (path.endsWith("/") && path.length() > 1) {
      path = path.substring(0, path.length() - 1);
    }
    return path.equals(".") ? "" : path;
  }

  static Optional<Problem> problem(String path) {
    return path.isEmpty() ? Optional.empty() : fault(path).map(fault -> inWords(path, fault));
  }

  private static Optional<String> fault(String path) {
    if (path.length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters");
    }
    if (path.startsWith("/") || path.startsWith("~") || DRIVE.matcher(path).matches()) {
      return Optional.of("is absolute");
    }
    if (path.indexOf('\\') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("holds a backslash or a control character");
    }
    if (path.chars().anyMatch(c -> Character.isSurrogate((char) c)) && !isWellFormed(path)) {
      return Optional.of("is not well-formed Unicode");
    }
    for (var part : path.split("/", -1)) {
      var fault = partFault(part);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> partFault(String part) {
    if (part.isEmpty()) {
      return Optional.of("has an empty part");
    }
    if (part.equals(".") || part.equals("..")) {
      return Optional.of("has the part '" + part + "'");
    }
    return isDotGit(part) ? Optional.of("reaches into .git") : Optional.empty();
  }

  /** {@code .git} as it is, and as Windows and macOS would read it. */
  static boolean isDotGit(String part) {
    var visible = INVISIBLE.matcher(Normalizer.normalize(part, Normalizer.Form.NFKC));
    var lower = visible.replaceAll("").toLowerCase(Locale.ROOT);
    var plain = IGNORED_END.matcher(lower).replaceAll("");
    return plain.equals(".git") || SHORT_NAME.matcher(plain).matches();
  }

  private static boolean isWellFormed(String path) {
    return new String(
            path.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8)
        .equals(path);
  }

  private static Problem inWords(String path, String fault) {
    var shown = path.length() > 200 ? path.substring(0, 200) + "..." : path;
    return Problem.user(
        "git.bad-path",
        "This path " + fault + ", so it can't be used inside a repository.",
        Where.of(shown.replaceAll("\\p{Cntrl}", "?")),
        "Write a path from the root of the repository, such as helm/app/values.yaml.");
  }
}
