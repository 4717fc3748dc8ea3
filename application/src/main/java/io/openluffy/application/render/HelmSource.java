package io.openluffy.application.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.spec.HelmParameter;
import io.openluffy.application.spec.HelmSpec;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Renders a chart: gathers what Helm needs in a private folder, calls it, reads the objects. */
final class HelmSource {
  /** What a chart is told when nobody knows the destination. */
  static final String KUBE_VERSION = "1.35.0";

  private final ChartTool tool;
  private final RenderSettings settings;

  HelmSource(ChartTool tool, RenderSettings settings) {
    this.tool = tool;
    this.settings = settings;
  }

  Rendered render(SourceTree tree, Path chart, RenderRequest request, HelmSpec spec) {
    var errors = new HelmErrors(tree.shown(chart), request.parameters());
    try (var folder = PrivateFolder.in(settings.work())) {
      var call = call(folder, tree, chart, request, spec, errors);
      errors.shows(call.chart().toString(), tree.shown(chart));
      errors.shows(folder.path().toString(), "");
      new ChartCopy(tree, settings.limits(), tool.rewrite(call)).copy(chart, call.chart());
      return read(tool.template(call), call, tree.shown(chart));
    } catch (ToolFailure e) {
      throw errors.problem(e);
    }
  }

  private ChartRequest call(
      PrivateFolder folder,
      SourceTree tree,
      Path chart,
      RenderRequest request,
      HelmSpec spec,
      HelmErrors errors) {
    var environment = BuildEnvironment.of(request);
    var files = new ValueFiles(tree, chart, request.refs(), environment);
    var versions = spec.apiVersions().isEmpty() ? request.apiVersions() : spec.apiVersions();
    return new ChartRequest(
        request.key(),
        folder,
        folder.path().resolve("chart"),
        first(spec.releaseName(), request.releaseName()),
        first(spec.namespace(), first(request.namespace(), "default")),
        kubeVersion(first(spec.kubeVersion(), request.kubeVersion())),
        versions,
        valueFiles(folder, files, spec, !versions.isEmpty(), errors),
        parameters(spec, environment),
        setFiles(folder, files, request, spec),
        spec.skipCrds(),
        spec.skipTests(),
        spec.skipSchemaValidation());
  }

  private static String first(String wanted, String otherwise) {
    return wanted.isEmpty() ? otherwise : wanted;
  }

  /** Without what a provider added: {@code 1.30.11+IKS} is 1.30.11. */
  static String kubeVersion(String version) {
    return version.isEmpty()
        ? KUBE_VERSION
        : version.replaceFirst("^v", "").replaceFirst("\\+.*", "");
  }

  private List<Path> valueFiles(
      PrivateFolder folder, ValueFiles files, HelmSpec spec, boolean versions, HelmErrors errors) {
    var copied = new ArrayList<Path>();
    for (var name : spec.valueFiles()) {
      for (var found : files.find(name, spec.ignoreMissingValueFiles())) {
        var copy =
            folder.file("values-" + copied.size() + ".yaml", prepared(text(found), versions));
        errors.shows(copy.toString(), found.shown());
        copied.add(copy);
      }
    }
    var inline = spec.valuesObject().map(ObjectNode::toString).orElse(spec.values());
    if (!inline.isBlank()) {
      var copy = folder.file("values-own.yaml", prepared(inline, versions));
      errors.shows(copy.toString(), "the application's helm.values");
      copied.add(copy);
    }
    return copied;
  }

  private String prepared(String text, boolean versions) {
    return tool instanceof EmbeddedHelm ? TemplateRules.rewritten(text, versions) : text;
  }

  private String text(ValueFiles.Found found) {
    try {
      if (Files.size(found.file()) > settings.limits().manifestBytes()) {
        throw RenderProblems.tooMuch(
            "A value file",
            RenderProblems.bytes(settings.limits().manifestBytes()),
            Where.of(found.shown()));
      }
      return TextFiles.decode(Files.readAllBytes(found.file()));
    } catch (IOException e) {
      throw RenderProblems.disk("Reading " + found.shown(), e);
    }
  }

  /** Of equal names the last counts. */
  private static List<HelmParameter> parameters(HelmSpec spec, BuildEnvironment environment) {
    var byName = new TreeMap<String, HelmParameter>();
    for (var one : spec.parameters()) {
      byName.put(
          one.name(),
          new HelmParameter(one.name(), environment.substituted(one.value()), one.forceString()));
    }
    return List.copyOf(byName.values());
  }

  private Map<String, Path> setFiles(
      PrivateFolder folder, ValueFiles files, RenderRequest request, HelmSpec spec) {
    var byName = new LinkedHashMap<String, Path>();
    for (var one : spec.fileParameters()) {
      var found = files.find(one.value(), false).getFirst();
      byName.put(one.name(), folder.file("file-" + byName.size(), text(found)));
    }
    for (var secret : request.parameters()) {
      byName.remove(secret.name());
      byName.put(secret.name(), folder.file("secret-" + byName.size(), secret.value().reveal()));
    }
    return byName;
  }

  private Rendered read(String output, ChartRequest call, String shown) {
    var reader = new ManifestReader(settings.limits());
    reader.readYaml(output, shown);
    var objects = new ArrayList<Manifest>();
    for (var object : reader.found()) {
      if (object.kind().equals(EmbeddedRewrite.CRDS_KIND)) {
        objects.addAll(0, crds(object, shown));
      } else if (!call.skipTests() || !isTest(object)) {
        objects.add(object);
      }
    }
    return new Rendered(objects, List.of());
  }

  private static boolean isTest(Manifest object) {
    return object
        .annotation("helm.sh/hook")
        .filter(
            hooks -> List.of(hooks.split("\\s*,\\s*")).stream().anyMatch(HelmSource::isTestHook))
        .isPresent();
  }

  private static boolean isTestHook(String hook) {
    return hook.strip().equals("test") || hook.strip().equals("test-success");
  }

  private List<Manifest> crds(Manifest carrier, String shown) {
    var reader = new ManifestReader(settings.limits());
    for (var file : carrier.at("/files").properties()) {
      if (file.getKey().matches(".*\\.(yaml|yml|json)")) {
        var text = Base64.getDecoder().decode(file.getValue().asText());
        reader.readYaml(new String(text, StandardCharsets.UTF_8), shown + "/" + file.getKey());
      }
    }
    return reader.found();
  }
}
