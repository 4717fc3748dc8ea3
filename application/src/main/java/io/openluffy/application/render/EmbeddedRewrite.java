package io.openluffy.application.render;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes a chart fit for the embedded Helm, see {@link TemplateRules}. */
final class EmbeddedRewrite implements ChartRewrite {
  /** A document of this kind carries the CRDs of a chart, which the embedded Helm never prints. */
  static final String CRDS_KIND = "OpenLuffyChartCrds";

  private static final Pattern TEXT = Pattern.compile(".*\\.(ya?ml|tpl|txt|json|gotmpl)");
  private static final String CRDS =
      "apiVersion: openluffy.io/v1\nkind: "
          + CRDS_KIND
          + "\nmetadata: {name: crds}\nfiles: {{ .Files.Glob `crds/**` | toJson }}\n";

  private final List<String> apiVersions;
  private final boolean skipCrds;
  private final boolean skipSchemaValidation;

  EmbeddedRewrite(List<String> apiVersions, boolean skipCrds, boolean skipSchemaValidation) {
    this.apiVersions = apiVersions;
    this.skipCrds = skipCrds;
    this.skipSchemaValidation = skipSchemaValidation;
  }

  @Override
  public byte[] file(String path, byte[] content) {
    if (path.equals("values.schema.json") && skipSchemaValidation) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    if (path.startsWith("crds/") || path.equals("Chart.yaml") || !TEXT.matcher(path).matches()) {
      return content;
    }
    var text = new String(content, StandardCharsets.UTF_8);
    var changed =
        path.startsWith("templates/") || path.equals("values.yaml")
            ? TemplateRules.rewritten(text, !apiVersions.isEmpty())
            : TemplateRules.hidden(text);
    return changed.equals(text) ? content : changed.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, String> added(boolean isRoot) {
    var files = new HashMap<String, String>();
    if (!skipCrds) {
      files.put("templates/zz-openluffy-crds.yaml", CRDS);
    }
    if (isRoot && !apiVersions.isEmpty()) {
      files.put("templates/_openluffy.tpl", TemplateRules.definitions(apiVersions));
    }
    return files;
  }
}
