package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.jq.JqPath;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kube.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the spec of an Application, with all that is wrong with it. */
public final class ApplicationReader {
  private static final RepositoryUrl NO_URL = new RepositoryUrl("file:///invalid");
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");
  private static final int HISTORY = 10;

  private ApplicationReader() {}

  /** The spec when it is whole, else what is wrong. */
  public record Answer(Optional<ApplicationSpec> spec, List<Problem> problems) {
    public Answer {
      problems = List.copyOf(problems);
    }
  }

  public static Answer read(Manifest application) {
    var problems = new ArrayList<Problem>();
    var subject = "Application " + application.namespace() + "/" + application.name();
    var spec = new JsonReader(subject, application.at("/spec"), "spec", problems);
    var sources = sources(spec);
    if (sources.isEmpty()) {
      spec.bad("", "names no source", "Give it a source with repoURL and path.");
    }
    var destination = destination(spec.in("destination"));
    var read =
        new ApplicationSpec(
            spec.optionalText("project").orElse("default"),
            sources,
            spec.has("sources"),
            destination,
            spec.optional("syncPolicy", ApplicationReader::policy).orElse(SyncPolicy.MANUAL),
            spec.each("ignoreDifferences", ApplicationReader::ignore),
            (int) Math.max(0, spec.number("revisionHistoryLimit", HISTORY)),
            application.at("/spec"));
    return new Answer(problems.isEmpty() ? Optional.of(read) : Optional.empty(), problems);
  }

  /** Reads one source, as the history of an Application holds it. */
  public static Optional<SourceSpec> source(ObjectNode json) {
    var problems = new ArrayList<Problem>();
    var source = source(new JsonReader("source", json, "source", problems));
    return problems.isEmpty() ? Optional.of(source) : Optional.empty();
  }

  private static List<SourceSpec> sources(JsonReader spec) {
    return spec.has("sources")
        ? spec.each("sources", ApplicationReader::source)
        : spec.optional("source", ApplicationReader::source).map(List::of).orElse(List.of());
  }

  private static SourceSpec source(JsonReader json) {
    var url = json.text("repoURL");
    var parsed = RepositoryUrl.parse(url);
    if (parsed.isEmpty() && !json.has("chart")) {
      json.bad(
          "repoURL",
          "'" + url + "' is no address of a git repository",
          "Use https://, ssh:// or git@host:path.");
    }
    var path = json.text("path");
    RepositoryPath.problem(path).ifPresent(bad -> json.bad("path", bad.message(), bad.remedy()));
    if (path.isEmpty() && !json.has("chart") && !json.has("ref")) {
      json.bad(
          "path", "is missing", "Name the folder of the manifests or the chart; '.' is the root.");
    }
    return new SourceSpec(
        parsed.orElse(NO_URL),
        json.optionalText("targetRevision").orElse("HEAD"),
        path,
        json.optionalText("chart"),
        json.optionalText("ref"),
        json.text("name"),
        json.optional("helm", ApplicationReader::helm),
        json.optional("kustomize", ApplicationReader::kustomize),
        json.optional("directory", ApplicationReader::directory),
        json.optional("plugin", ApplicationReader::plugin),
        json.json());
  }

  private static HelmSpec helm(JsonReader json) {
    return new HelmSpec(
        json.texts("valueFiles"),
        json.text("values"),
        json.object("valuesObject"),
        json.each(
            "parameters",
            one -> new HelmParameter(one.text("name"), one.text("value"), one.flag("forceString"))),
        json.each("fileParameters", one -> new NamedValue(one.text("name"), one.text("path"))),
        json.text("releaseName"),
        json.flag("ignoreMissingValueFiles"),
        json.flag("skipCrds"),
        json.flag("skipTests"),
        json.flag("skipSchemaValidation"),
        json.flag("passCredentials"),
        json.text("version"),
        json.text("kubeVersion"),
        json.texts("apiVersions"),
        json.text("namespace"));
  }

  private static KustomizeSpec kustomize(JsonReader json) {
    return new KustomizeSpec(
        json.text("namePrefix"),
        json.text("nameSuffix"),
        json.texts("images"),
        json.map("commonLabels"),
        json.map("commonAnnotations"),
        json.flag("commonAnnotationsEnvsubst"),
        json.flag("labelWithoutSelector"),
        json.flag("labelIncludeTemplates"),
        json.flag("forceCommonLabels"),
        json.flag("forceCommonAnnotations"),
        json.text("namespace"),
        json.each("replicas", one -> new NamedValue(one.text("name"), one.text("count"))),
        json.texts("components"),
        json.flag("ignoreMissingComponents"),
        json.each("patches", JsonReader::json),
        json.text("version"),
        json.text("kubeVersion"),
        json.texts("apiVersions"));
  }

  private static DirectorySpec directory(JsonReader json) {
    return new DirectorySpec(
        json.flag("recurse"), json.text("include"), json.text("exclude"), json.object("jsonnet"));
  }

  private static PluginSpec plugin(JsonReader json) {
    return new PluginSpec(
        json.text("name"),
        json.each("env", one -> new NamedValue(one.text("name"), one.text("value"))),
        json.each("parameters", JsonReader::json).stream()
            .map(one -> (com.fasterxml.jackson.databind.JsonNode) one)
            .toList());
  }

  private static DestinationSpec destination(JsonReader json) {
    var server = json.text("server");
    var name = json.text("name");
    if (server.isEmpty() == name.isEmpty()) {
      json.bad(
          "",
          server.isEmpty() ? "names neither server nor name" : "names both server and name",
          "Name the cluster by one of them, such as server: https://kubernetes.default.svc.");
    }
    return new DestinationSpec(server, name, json.text("namespace"));
  }

  private static SyncPolicy policy(JsonReader json) {
    return new SyncPolicy(
        json.optional(
            "automated",
            one ->
                new AutomatedSync(
                    one.flag("enabled", true),
                    one.flag("prune"),
                    one.flag("selfHeal"),
                    one.flag("allowEmpty"))),
        json.texts("syncOptions"),
        json.optional("retry", ApplicationReader::retry),
        json.optional(
            "managedNamespaceMetadata",
            one -> new NamespaceMetadata(one.map("labels"), one.map("annotations"))));
  }

  static RetrySpec retry(JsonReader json) {
    var backoff = json.in("backoff");
    var usual = RetrySpec.AUTOMATED;
    return new RetrySpec(
        json.number("limit", usual.limit()),
        duration(backoff, "duration", usual.duration()),
        Math.max(1, backoff.number("factor", usual.factor())),
        duration(backoff, "maxDuration", usual.maxDuration()),
        json.flag("refresh"));
  }

  /** Reads {@code retry} of an operation. */
  public static RetrySpec retry(ObjectNode json) {
    return retry(new JsonReader("operation", json, "retry", new ArrayList<>()));
  }

  private static Duration duration(JsonReader json, String field, Duration otherwise) {
    var text = json.text(field);
    if (text.isEmpty()) {
      return otherwise;
    }
    var matcher = DURATION.matcher(text);
    var total = Duration.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      var unit = matcher.group(2) == null ? "s" : matcher.group(2);
      double millis =
          switch (unit) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
          };
      total = total.plusMillis(Math.round(Double.parseDouble(matcher.group(1)) * millis));
    }
    if (end != text.length() || text.length() > 20) {
      json.bad(field, "'" + text + "' is no duration", "Write it as 5s, 3m or 1h30m.");
      return otherwise;
    }
    return total;
  }

  private static IgnoreDifference ignore(JsonReader json) {
    return new IgnoreDifference(
        json.text("group"),
        json.text("kind"),
        json.text("name"),
        json.text("namespace"),
        json.texts("jsonPointers"),
        expressions(json),
        json.texts("managedFieldsManagers"));
  }

  private static List<JqPath> expressions(JsonReader json) {
    var found = new ArrayList<JqPath>();
    for (var text : json.texts("jqPathExpressions")) {
      switch (JqPath.read(text)) {
        case JqPath.Answer.Read(var path) -> found.add(path);
        case JqPath.Answer.Wrong(var message) ->
            json.bad(
                "jqPathExpressions",
                "has '" + text + "', in which " + message,
                "Write a path with select(...), or name the fields by jsonPointers, or their"
                    + " writer by managedFieldsManagers.");
      }
    }
    return found;
  }
}
