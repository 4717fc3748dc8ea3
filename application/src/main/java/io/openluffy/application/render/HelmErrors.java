package io.openluffy.application.render;

import io.openluffy.application.RenderParameter;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Helm's complaints for people: with the files of the repository, and without secrets. */
final class HelmErrors {
  private static final Pattern TEMPLATE =
      Pattern.compile("([\\w.@+-]+)/((?:charts/[^\\s:]+/)?templates/[^\\s:)]+):(\\d+)(?::(\\d+))?");
  private static final Pattern YAML =
      Pattern.compile(
          "YAML parse error on ([\\w.@+-]+)/([^\\s:]+): .*?line (\\d+)", Pattern.DOTALL);
  private static final Pattern ADVICE =
      Pattern.compile("\\s*Use --debug flag to render out invalid YAML\\s*");
  private static final int LONGEST = 4_000;

  private final Map<String, String> replaced = new LinkedHashMap<>();
  private final String chart;

  /**
   * @param chart its folder in the repository
   */
  HelmErrors(String chart, List<RenderParameter> secrets) {
    this.chart = chart;
    for (var secret : secrets) {
      var value = secret.value().reveal();
      if (!value.isEmpty()) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        replaced.put(value, "***");
        replaced.put(Base64.getEncoder().encodeToString(bytes), "***");
        value.lines().filter(line -> line.length() > 3).forEach(line -> replaced.put(line, "***"));
      }
    }
  }

  /** Shows another name for a private path. */
  void shows(String path, String name) {
    replaced.put(path, name);
  }

  ProblemException problem(ToolFailure failure) {
    var words = ADVICE.matcher(failure.words()).replaceAll("").strip();
    for (var one : replaced.entrySet()) {
      words = words.replace(one.getKey(), one.getValue());
    }
    var shown = TemplateRules.restored(words.replaceFirst("^Error: ", ""));
    return RenderProblems.bad(
        "helm",
        shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown,
        where(shown),
        "Correct the chart or its values.");
  }

  private Where where(String words) {
    var template = TEMPLATE.matcher(words);
    if (template.find()) {
      var file = inChart(template.group(2));
      int line = Integer.parseInt(template.group(3));
      return template.group(4) == null
          ? Where.at(file, line, 1)
          : Where.at(file, line, Integer.parseInt(template.group(4)));
    }
    var yaml = YAML.matcher(words);
    return yaml.find()
        ? Where.at(inChart(yaml.group(2)), Integer.parseInt(yaml.group(3)), 1)
        : Where.of(chart);
  }

  private String inChart(String file) {
    return chart.isEmpty() ? file : chart + "/" + file;
  }
}
