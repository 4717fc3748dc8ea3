package io.openluffy.release.config;

import io.openluffy.git.RepositoryPath;
import io.openluffy.kernel.Where;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.OneWay;
import io.openluffy.release.Pipeline;
import io.openluffy.release.TagTemplate;
import io.openluffy.release.build.ImageReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the spec of a Pipeline. */
final class PipelineReader {
  private static final String DEFAULT_TAG = "{branch}-{sha}";
  private static final int MOST = 100;
  private static final int LONGEST_REASON = 500;

  private PipelineReader() {}

  /**
   * A pipeline with the places of what it refers to.
   *
   * @param environments one place for each environment of the pipeline
   */
  record Found(Pipeline pipeline, Where name, List<Where> environments) {}

  static Optional<Found> read(String name, Where where, Section spec) {
    var branch =
        spec.required("on")
            .flatMap(Value::section)
            .flatMap(on -> last(on, "push"))
            .flatMap(Value::section)
            .flatMap(push -> last(push, "branch"))
            .flatMap(Texts::branch);
    var tag = spec.optional("tag").flatMap(PipelineReader::tag);
    var images = spec.optional("images").map(PipelineReader::images).orElse(List.of());
    var irreversible =
        spec.optional("irreversible").map(PipelineReader::irreversible).orElse(List.of());
    var environments = spec.optional("environments").map(Value::items).orElse(List.of());
    spec.done();
    var names = new ArrayList<String>();
    var places = new ArrayList<Where>();
    for (var item : environments) {
      Texts.name(item)
          .ifPresent(
              environment -> {
                names.add(environment);
                places.add(item.where());
              });
    }
    if (images.isEmpty() && environments.isEmpty()) {
      spec.self()
          .problem(
              "config.missing-key",
              "The pipeline has neither images nor environments.",
              "Say what is built in 'images' and where it goes in 'environments'.");
    }
    return branch.map(
        b ->
            new Found(
                new Pipeline(
                    name,
                    b,
                    tag.orElseGet(() -> new TagTemplate(DEFAULT_TAG)),
                    images,
                    names,
                    irreversible),
                where,
                places));
  }

  private static List<OneWay> irreversible(Value value) {
    var ways = new ArrayList<OneWay>();
    for (var item : value.items().stream().limit(MOST).toList()) {
      item.section().flatMap(PipelineReader::oneWay).ifPresent(ways::add);
    }
    return ways;
  }

  private static Optional<OneWay> oneWay(Section section) {
    var path = section.required("path").flatMap(Texts::path);
    var reason = section.required("reason").flatMap(Value::text).map(String::strip);
    section.done();
    if (reason.filter(text -> text.isEmpty() || text.length() > LONGEST_REASON).isPresent()) {
      section
          .self()
          .problem(
              "config.bad-value",
              "The reason is empty or longer than " + LONGEST_REASON + " characters.",
              "Say in a sentence why such a release can't be taken back.");
      return Optional.empty();
    }
    return path.flatMap(p -> reason.map(why -> new OneWay(p, why)));
  }

  private static Optional<Value> last(Section section, String key) {
    var value = section.required(key);
    section.done();
    return value;
  }

  private static Optional<TagTemplate> tag(Value value) {
    return value
        .text()
        .flatMap(
            text -> {
              if (TagTemplate.isValid(text)) {
                return Optional.of(new TagTemplate(text));
              }
              value.problem(
                  "config.bad-tag",
                  Texts.quoted(text)
                      + (text.contains("{sha}")
                          ? " has something in it that a tag can't hold."
                          : " has no {sha}, so that two releases would have one tag."),
                  "Write it as 'dev-{sha}' or '{branch}-{sha}'.");
              return Optional.empty();
            });
  }

  private static List<ImageSpec> images(Value value) {
    var images = new ArrayList<ImageSpec>();
    var names = new HashSet<String>();
    var repositories = new HashSet<String>();
    for (var item : value.items().stream().limit(MOST).toList()) {
      var image = item.section().flatMap(PipelineReader::image);
      image.ifPresent(images::add);
      image
          .filter(found -> !names.add(found.name()))
          .ifPresent(found -> twice(item, "image '" + found.name() + "'"));
      image
          .filter(found -> !repositories.add(found.repository()))
          .ifPresent(found -> twice(item, "repository '" + found.repository() + "'"));
    }
    return images;
  }

  private static void twice(Value item, String what) {
    item.problem(
        "config.duplicate-name",
        "The " + what + " is in this pipeline twice.",
        "Give each image a name and a repository of its own.");
  }

  private static Optional<ImageSpec> image(Section section) {
    var name = section.required("name").flatMap(Texts::name);
    var repository = section.required("repository").flatMap(PipelineReader::repository);
    var context = section.optional("context").flatMap(Texts::path).orElse(RepositoryPath.ROOT);
    var dockerfile =
        section
            .optional("dockerfile")
            .flatMap(Texts::path)
            .orElseGet(() -> new RepositoryPath("Dockerfile"));
    var target = section.optional("target").flatMap(Value::text);
    var args =
        section
            .optional("args")
            .flatMap(Value::section)
            .map(PipelineReader::texts)
            .orElse(Map.of());
    section.done();
    return name.flatMap(
        n -> repository.map(r -> new ImageSpec(n, r, context, dockerfile, target, args)));
  }

  private static Optional<String> repository(Value value) {
    return value
        .text()
        .filter(
            text -> {
              var parsed = ImageReference.parse(text);
              var right =
                  parsed.isPresent()
                      && parsed.get().tag().isEmpty()
                      && parsed.get().digest().isEmpty();
              if (!right) {
                value.problem(
                    "config.bad-value",
                    Texts.quoted(text) + " is not a repository for images.",
                    "Write registry and path without a tag, such as 'registry.example/backend'.");
              }
              return right;
            });
  }

  private static Map<String, String> texts(Section section) {
    var texts = new LinkedHashMap<String, String>();
    section
        .entries()
        .forEach((key, value) -> value.scalar().ifPresent(text -> texts.put(key, text)));
    return texts;
  }
}
