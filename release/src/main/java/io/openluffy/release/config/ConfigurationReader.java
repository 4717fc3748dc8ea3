package io.openluffy.release.config;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.Configuration;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Pipeline;
import io.openluffy.release.ProjectSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code .openluffy/*.yaml} and tells everything that is wrong with it at once. Pure.
 *
 * <pre>
 * apiVersion: openluffy.io/v1alpha1
 * kind: Pipeline                       # or Environment, Project
 * metadata: {name: release-dev}
 * spec:
 *   on: {push: {branch: develop}}
 *   tag: dev-{sha}
 *   images: [{name: backend, repository: registry.example/backend, context: backend}]
 *   environments: [dev, preprod]
 * </pre>
 */
public final class ConfigurationReader {
  public static final String FOLDER = ".openluffy";
  private static final String API_VERSION = "openluffy.io/v1alpha1";
  private static final List<String> KINDS = List.of("Pipeline", "Environment", "Project");
  private static final Pattern FILE = Pattern.compile("\\.openluffy/[^/]+\\.ya?ml");
  private static final int MOST_FILES = 100;
  private static final int MOST_PROBLEMS = 100;

  private ConfigurationReader() {}

  /**
   * What was read.
   *
   * @param problems by place; with any of them the configuration must not be put in force
   */
  public record Reading(Configuration configuration, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Whether the file at this path is part of a configuration. */
  public static boolean isConfiguration(String path) {
    return FILE.matcher(path).matches();
  }

  /** Reads everything, as on the config branch. */
  public static Reading read(Map<String, String> files) {
    var documents = documents(files);
    var problems = new ArrayList<>(documents.problems);
    problems.addAll(documents.ofEnvironments);
    if (!documents.broken()) {
      problems.addAll(ReferenceRules.pipelines(documents.pipelines, documents.declared, ""));
      problems.addAll(
          ReferenceRules.environments(
              documents.environments, documents.declared, documents.pipelines));
    }
    return new Reading(documents.configuration(), sorted(problems));
  }

  /**
   * Reads the pipelines of a pushed revision; they must fit the environments in force. What the
   * revision says about environments does not count, so it can't be wrong either.
   *
   * @param configBranch where an environment has to be declared, for the remedy
   */
  public static Reading readPipelines(
      Map<String, String> files, Configuration inForce, String configBranch) {
    var documents = documents(files);
    var problems = new ArrayList<>(documents.problems);
    problems.addAll(
        ReferenceRules.pipelines(
            documents.pipelines,
            inForce.environments().keySet(),
            "Environments count as they are on '" + configBranch + "'."));
    return new Reading(
        new Configuration(
            documents.configuration().pipelines(), inForce.environments(), inForce.settings()),
        sorted(problems));
  }

  private static Documents documents(Map<String, String> files) {
    var documents = new Documents();
    var mine = new TreeMap<>(files);
    mine.keySet().removeIf(path -> !isConfiguration(path));
    if (mine.size() > MOST_FILES) {
      documents.problems.add(
          Problem.user(
              "config.too-large",
              "There are more than " + MOST_FILES + " files.",
              Where.of(FOLDER),
              "Put several documents into one file."));
      return documents;
    }
    mine.forEach(
        (file, text) ->
            YamlDocuments.parse(file, text, documents.problems).stream()
                .map(node -> new Value(file, "", node, new ArrayList<>()))
                .forEach(documents::add));
    return documents;
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream()
        .distinct()
        .sorted(
            Comparator.comparing((Problem problem) -> problem.where().subject())
                .thenComparingInt(problem -> problem.where().line().orElse(0))
                .thenComparingInt(problem -> problem.where().column().orElse(0)))
        .limit(MOST_PROBLEMS)
        .toList();
  }

  /** What the documents hold, while it is gathered. */
  private static final class Documents {
    private final List<PipelineReader.Found> pipelines = new ArrayList<>();
    private final List<EnvironmentReader.Found> environments = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> ofEnvironments = new ArrayList<>();
    private final Set<String> declared = new TreeSet<>();
    private Optional<ProjectSettings> settings = Optional.empty();

    /** What a file that can't be read declares is not known, so references can't be judged. */
    boolean broken() {
      return problems.stream()
          .map(Problem::code)
          .anyMatch(List.of("config.broken-yaml", "config.too-large")::contains);
    }

    void add(Value document) {
      var root = document.section();
      var kind = root.flatMap(Documents::kind).orElse("");
      root.ifPresent(section -> read(kind, section));
      var counts = kind.equals("Environment") || kind.equals("Project");
      (counts ? ofEnvironments : problems).addAll(document.problems());
    }

    private static Optional<String> kind(Section root) {
      root.required("apiVersion")
          .ifPresent(
              value ->
                  value
                      .text()
                      .filter(text -> !text.equals(API_VERSION))
                      .ifPresent(
                          text ->
                              value.problem(
                                  "config.bad-value",
                                  Texts.quoted(text) + " is not a version of this format.",
                                  "Write '" + API_VERSION + "'.")));
      return root.required("kind")
          .flatMap(
              value ->
                  value
                      .text()
                      .filter(
                          text -> {
                            if (!KINDS.contains(text)) {
                              value.problem(
                                  "config.unknown-kind",
                                  Texts.quoted(text) + " is not a kind of document.",
                                  Suggestions.among(text, KINDS));
                            }
                            return KINDS.contains(text);
                          }));
    }

    private void read(String kind, Section root) {
      var metadata = kind.equals("Project") ? root.optional("metadata") : root.required("metadata");
      var section = metadata.flatMap(Value::section);
      var nameValue = section.flatMap(found -> found.required("name"));
      var name = nameValue.flatMap(Texts::name);
      section.ifPresent(Section::done);
      var spec = root.required("spec");
      root.done();
      if (kind.equals("Environment")) {
        name.ifPresent(declared::add);
      }
      var where = nameValue.map(Value::where).orElse(root.self().where());
      if (!kind.isEmpty()) {
        spec.flatMap(Value::section)
            .ifPresent(found -> spec(kind, name.orElse("unnamed"), where, found));
      }
    }

    private void spec(String kind, String name, Where where, Section spec) {
      switch (kind) {
        case "Pipeline" -> PipelineReader.read(name, where, spec).ifPresent(pipelines::add);
        case "Environment" ->
            EnvironmentReader.read(name, where, spec).ifPresent(environments::add);
        default -> settings(spec);
      }
    }

    private void settings(Section spec) {
      if (settings.isPresent()) {
        spec.self()
            .problem(
                "config.duplicate-name", "There is another Project document.", "Keep one of them.");
      }
      settings = Optional.of(ProjectReader.read(spec));
    }

    Configuration configuration() {
      Map<String, EnvironmentSpec> byName = new LinkedHashMap<>();
      environments.forEach(
          found -> byName.putIfAbsent(found.environment().name(), found.environment()));
      List<Pipeline> all = pipelines.stream().map(PipelineReader.Found::pipeline).toList();
      return new Configuration(all, byName, settings.orElse(ProjectSettings.DEFAULT));
    }
  }
}
