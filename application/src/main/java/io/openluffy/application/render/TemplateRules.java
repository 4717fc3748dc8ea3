package io.openluffy.application.render;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites templates for the embedded Helm, which drops hooks, looks things up in whatever cluster
 * it finds, and can't be told what a cluster serves. Lines keep their numbers.
 *
 * <ul>
 *   <li>{@code helm.sh/hook} becomes an annotation of the same length that Helm doesn't know;
 *       {@link #restored} turns it back in the output.
 *   <li>{@code lookup …} becomes {@code pick (dict) …}, which is empty for any arguments.
 *   <li>{@code .Capabilities.APIVersions} gets the versions of the destination, through two
 *       templates that {@link #definitions} defines.
 * </ul>
 */
final class TemplateRules {
  private static final Pattern HOOK = Pattern.compile("helm\\.sh/hook(?![-\\w])");
  private static final String HIDDEN_HOOK = "helm.sh/h00k";
  private static final Pattern WORD =
      Pattern.compile(
          "(?<lookup>(?<![\\w.$\\u0001])lookup(?=\\s))"
              + "|(?<versions>[$\\w.]*\\.Capabilities\\.APIVersions)(?<has>\\.Has)?(?![\\w])");
  private static final Pattern API_VERSION = Pattern.compile("[A-Za-z0-9._/-]+");
  private static final char MASK = '\u0001';

  private TemplateRules() {}

  static String hidden(String text) {
    return HOOK.matcher(text).replaceAll(HIDDEN_HOOK);
  }

  static String restored(String output) {
    return output.replace(HIDDEN_HOOK, "helm.sh/hook");
  }

  /** The text with the actions in it rewritten. */
  static String rewritten(String text, boolean withVersions) {
    var hidden = hidden(text);
    if (!hidden.contains("lookup") && !hidden.contains("Capabilities.APIVersions")) {
      return hidden;
    }
    var masked = masked(hidden);
    var words = WORD.matcher(masked);
    var changed = new StringBuilder();
    int done = 0;
    while (words.find()) {
      int start = start(masked, words);
      if (start < done || (words.group("lookup") == null && !withVersions)) {
        continue;
      }
      changed.append(hidden, done, start);
      changed.append(replacement(hidden, words, start));
      done = words.end();
    }
    return changed.append(hidden, done, hidden.length()).toString();
  }

  private static String replacement(String text, Matcher word, int start) {
    if (word.group("lookup") != null) {
      return "pick (dict)";
    }
    var versions = text.substring(start, word.end("versions"));
    return word.group("has") == null
        ? "(concat " + versions + " (fromJsonArray (include `openluffy.moreApiVersions` ``)))"
        : "hasKey (fromJson (include `openluffy.apiVersions` " + versions + "))";
  }

  /** Where the expression begins that the capabilities are taken of: {@code (index . 0).…}. */
  private static int start(String masked, Matcher word) {
    int at = word.start();
    if (at == 0 || masked.charAt(at - 1) != ')' || masked.charAt(at) != '.') {
      return at;
    }
    int open = 0;
    for (int back = at - 1; back >= 0; back--) {
      open += masked.charAt(back) == ')' ? 1 : masked.charAt(back) == '(' ? -1 : 0;
      if (open == 0) {
        return back;
      }
    }
    return at;
  }

  /** The templates that {@link #rewritten} calls. */
  static String definitions(List<String> apiVersions) {
    var known = apiVersions.stream().filter(API_VERSION.asMatchPredicate()).sorted().distinct();
    var list = known.map(one -> '"' + one + '"').toList();
    var map = list.stream().map(one -> one + ":true").toList();
    return "{{- define \"openluffy.apiVersions\" -}}{{- $all := fromJson `{"
        + String.join(",", map)
        + "}` -}}{{- range . -}}{{- $_ := set $all . true -}}{{- end -}}{{- toJson $all -}}"
        + "{{- end -}}\n{{- define \"openluffy.moreApiVersions\" -}}["
        + String.join(",", list)
        + "]{{- end -}}\n";
  }

  /** The text with everything masked but the code of its actions. */
  private static String masked(String text) {
    var masked = new char[text.length()];
    java.util.Arrays.fill(masked, MASK);
    int at = 0;
    while (true) {
      int open = text.indexOf("{{", at);
      if (open < 0) {
        return new String(masked);
      }
      at = action(text, open + 2, masked);
    }
  }

  private static int action(String text, int from, char[] masked) {
    int at = from;
    if (text.startsWith("/*", at) || text.startsWith("- /*", at)) {
      int end = text.indexOf("*/", at);
      return end < 0 ? text.length() : end + 2;
    }
    while (at < text.length() && !text.startsWith("}}", at)) {
      var c = text.charAt(at);
      if (c == '"' || c == '`' || c == '\'') {
        at = quoted(text, at + 1, c);
      } else {
        masked[at++] = c;
      }
    }
    return Math.min(text.length(), at + 2);
  }

  private static int quoted(String text, int from, char quote) {
    for (int at = from; at < text.length(); at++) {
      var c = text.charAt(at);
      if (c == '\\' && quote != '`') {
        at++;
      } else if (c == quote) {
        return at + 1;
      } else if (c == '\n' && quote != '`') {
        return at;
      }
    }
    return text.length();
  }
}
