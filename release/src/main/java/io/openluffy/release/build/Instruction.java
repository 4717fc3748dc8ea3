package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One instruction of a Dockerfile, its continued lines joined.
 *
 * @param keyword in upper case
 * @param flags such as {@code from} and its value for {@code --from=builder}
 * @param line 1-based, where it begins
 */
record Instruction(
    String file, int line, String keyword, Map<String, String> flags, String arguments) {
  Instruction {
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
  }

  Where where() {
    return Where.at(file, line, 1);
  }

  Problem problem(String code, String message, String remedy) {
    return Problem.user(code, keyword + ": " + message, where(), remedy);
  }

  /** As it stands in the file, cut to a length that fits into a message. */
  String shown() {
    var text = keyword + " " + arguments;
    return text.length() > 80 ? text.substring(0, 77) + "..." : text;
  }
}
