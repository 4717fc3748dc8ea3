package io.openluffy.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How trailers stand at the end of a commit message, as {@code git interpret-trailers} does it. */
final class TrailerRules {
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)\\s*:\\s?(.*)");

  private TrailerRules() {}

  static String append(String message, Map<String, String> trailers) {
    var text = message.stripTrailing();
    if (trailers.isEmpty()) {
      return text + "\n";
    }
    var result = new StringBuilder(text);
    result.append(lastParagraph(text).isEmpty() ? "\n\n" : "\n");
    trailers.forEach((key, value) -> result.append(line(key, value)));
    return result.toString();
  }

  private static String line(String key, String value) {
    if (!key.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
      throw new IllegalArgumentException("'" + key + "' can't be the key of a trailer");
    }
    return key + ": " + value.replaceAll("\\s*\\R\\s*", " ").strip() + "\n";
  }

  static Map<String, String> parse(String message) {
    var trailers = new LinkedHashMap<String, String>();
    var key = "";
    for (var line : lastParagraph(message.stripTrailing())) {
      var match = LINE.matcher(line);
      if (match.matches()) {
        key = match.group(1);
        trailers.put(key, match.group(2).strip());
      } else {
        trailers.merge(key, line.strip(), (before, more) -> before + " " + more);
      }
    }
    return trailers;
  }

  /** The lines of the last paragraph, if all are trailers and it is not the subject. */
  private static List<String> lastParagraph(String text) {
    var lines = text.lines().toList();
    var start = lines.size();
    while (start > 0 && !lines.get(start - 1).isBlank()) {
      start--;
    }
    if (start == 0 || start == lines.size()) {
      return List.of();
    }
    var paragraph = new ArrayList<>(lines.subList(start, lines.size()));
    var isFirst = true;
    for (var line : paragraph) {
      var isContinuation = !isFirst && (line.startsWith(" ") || line.startsWith("\t"));
      if (!isContinuation && !LINE.matcher(line).matches()) {
        return List.of();
      }
      isFirst = false;
    }
    return paragraph;
  }
}
