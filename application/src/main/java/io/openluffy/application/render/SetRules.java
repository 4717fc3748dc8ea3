package io.openluffy.application.render;

import java.util.ArrayList;
import java.util.List;

/** How the value of a parameter is read, as if it stood behind {@code --set name=}. */
final class SetRules {
  private SetRules() {}

  /** Commas escaped, unless they are already or the value is a list in braces. */
  static String escaped(String value) {
    if (isList(value)) {
      return value;
    }
    var escaped = new StringBuilder();
    for (int at = 0; at < value.length(); at++) {
      if (value.charAt(at) == ',' && (at == 0 || value.charAt(at - 1) != '\\')) {
        escaped.append('\\');
      }
      escaped.append(value.charAt(at));
    }
    return escaped.toString();
  }

  static boolean isList(String value) {
    return value.startsWith("{") && value.endsWith("}") && value.length() > 1;
  }

  /** What Helm makes of the escapes: a backslash gives way to what follows it. */
  static String unescaped(String value) {
    var plain = new StringBuilder();
    for (int at = 0; at < value.length(); at++) {
      if (value.charAt(at) == '\\' && at + 1 < value.length()) {
        at++;
      }
      plain.append(value.charAt(at));
    }
    return plain.toString();
  }

  /** The items of {@code {a,b}}. */
  static List<String> items(String list) {
    var items = new ArrayList<String>();
    var item = new StringBuilder();
    var inside = list.substring(1, list.length() - 1);
    for (int at = 0; at < inside.length(); at++) {
      var c = inside.charAt(at);
      if (c == '\\' && at + 1 < inside.length()) {
        item.append(inside.charAt(++at));
      } else if (c == ',') {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    if (!inside.isEmpty()) {
      items.add(item.toString());
    }
    return items;
  }

  /** The parts of a name; a backslash keeps a dot inside a part. */
  static List<String> parts(String name) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      var c = name.charAt(at);
      if (c == '\\' && at + 1 < name.length()) {
        part.append(name.charAt(++at));
      } else if (c == '.') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
