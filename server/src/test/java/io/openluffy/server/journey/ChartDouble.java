package io.openluffy.server.journey;

import io.openluffy.application.render.RenderRequest;
import io.openluffy.application.render.Rendered;
import io.openluffy.application.render.Renderer;
import io.openluffy.application.spec.HelmParameter;
import io.openluffy.application.spec.HelmSpec;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Renders the sample project's chart as Helm would, without Helm: its values in the order of their
 * files, then the parameters; a Service for each service, and a workload where there is a tag.
 */
final class ChartDouble implements Renderer {
  int renders;

  @Override
  public Rendered render(RenderRequest request) {
    renders++;
    var chart = request.sourceRoot().resolve(request.path().value());
    var values = values(chart, request.spec().helm().orElse(HelmSpec.EMPTY));
    request.parameters().forEach(one -> values.put(one.name(), one.value().reveal()));
    var found = new ArrayList<Manifest>();
    found.add(secret(values));
    for (var service : List.of("backend", "frontend")) {
      found.add(object("v1", "Service", service, "\"spec\":{\"ports\":[{\"port\":80}]}"));
      if (!value(values, service + ".image.tag").isEmpty()) {
        found.add(workload(service, values));
      }
    }
    return new Rendered(found, List.of());
  }

  @Override
  public String version() {
    return "chart double 1";
  }

  private static Map<String, String> values(Path chart, HelmSpec helm) {
    var values = new TreeMap<String, String>();
    read(chart.resolve("values.yaml"), values);
    helm.valueFiles().forEach(file -> read(chart.resolve(file), values));
    for (HelmParameter parameter : helm.parameters()) {
      values.put(parameter.name(), parameter.value());
    }
    return values;
  }

  private static void read(Path file, Map<String, String> into) {
    var where = Where.of(file.getFileName().toString());
    try {
      var settings = LoadSettings.builder().build();
      flatten("", new Load(settings).loadFromString(Files.readString(file)), into);
    } catch (YamlEngineException e) {
      throw Problem.user("render.failed", "The values can't be read.", where, "Mend the YAML.")
          .asException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flatten(String path, Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, one) -> flatten(path.isEmpty() ? "" + key : path + "." + key, one, into));
    } else {
      into.put(path, String.valueOf(value));
    }
  }

  private static String value(Map<String, String> values, String path) {
    return values.getOrDefault(path, "");
  }

  private static Manifest secret(Map<String, String> values) {
    var key = value(values, "secrets.apiKey").getBytes(StandardCharsets.UTF_8);
    var encoded = Base64.getEncoder().encodeToString(key);
    var wave = "\"annotations\":{\"argocd.argoproj.io/sync-wave\":\"-1\"}";
    return object("v1", "Secret", "api-key", wave, "\"data\":{\"apiKey\":\"" + encoded + "\"}");
  }

  private static Manifest workload(String service, Map<String, String> values) {
    var image = service + ".image.";
    return object(
        "apps/v1",
        "Deployment",
        service,
        """
        "spec":{"replicas":%s,"template":{"spec":{"containers":[{"name":"%s","image":"%s:%s"}]}}}
        """
            .formatted(
                value(values, service + ".replicas"),
                service,
                value(values, image + "repository"),
                value(values, image + "tag")));
  }

  private static Manifest object(String apiVersion, String kind, String name, String rest) {
    return object(apiVersion, kind, name, "\"labels\":{}", rest);
  }

  private static Manifest object(
      String apiVersion, String kind, String name, String metadata, String rest) {
    return Manifest.of(
        Json.tree(
            """
            {"apiVersion":"%s","kind":"%s","metadata":{"name":"%s",%s},%s}
            """
                .formatted(apiVersion, kind, name, metadata, rest)));
  }
}
