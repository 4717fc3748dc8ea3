package io.openluffy.promotion.values;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of a scalar in a values file, as Helm writes it: {@code backend.image.tag}, {@code
 * images[0].newTag}, {@code annotations.example\.org/tag}.
 */
public record ValuesPath(String text, List<String> segments) {

  public ValuesPath {
    segments = List.copyOf(segments);
  }

  public static ValuesPath of(String text) {
    var segments = new ArrayList<String>();
    var segment = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        segment.append(text.charAt(++i));
      } else if (c == '.') {
        flush(segments, segment);
      } else if (c == '[' && text.indexOf(']', i) > i) {
        flush(segments, segment);
        int end = text.indexOf(']', i);
        segments.add(text.substring(i, end + 1));
        i = end;
      } else {
        segment.append(c);
      }
    }
    flush(segments, segment);
    return new ValuesPath(text, segments);
  }

  private static void flush(List<String> segments, StringBuilder segment) {
    if (!segment.isEmpty()) {
      segments.add(segment.toString());
      segment.setLength(0);
    }
  }

  boolean startsWith(List<String> prefix) {
    return prefix.size() <= segments.size() && segments.subList(0, prefix.size()).equals(prefix);
  }
}
