package io.openluffy.application.render;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text as files hold it: UTF-8, or what a byte order mark says. */
final class TextFiles {
  private TextFiles() {}

  static String decode(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return without(bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return without(bytes, 2, StandardCharsets.UTF_16LE);
    }
    return startsWith(bytes, 0xEF, 0xBB, 0xBF)
        ? without(bytes, 3, StandardCharsets.UTF_8)
        : without(bytes, 0, StandardCharsets.UTF_8);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int at = 0; at < mark.length; at++) {
      if ((bytes[at] & 0xFF) != mark[at]) {
        return false;
      }
    }
    return true;
  }

  private static String without(byte[] bytes, int mark, Charset charset) {
    return new String(bytes, mark, bytes.length - mark, charset);
  }
}
