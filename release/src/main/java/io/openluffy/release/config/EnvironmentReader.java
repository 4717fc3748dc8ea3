package io.openluffy.release.config;

import io.openluffy.kernel.Where;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.SecretBinding;
import io.openluffy.release.ValuesTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the spec of an Environment. */
final class EnvironmentReader {
  private EnvironmentReader() {}

  /**
   * An environment with the places of what it refers to.
   *
   * @param tags the place of each image name
   */
  record Found(
      EnvironmentSpec environment, Where name, Optional<Where> requires, Map<String, Where> tags) {}

  static Optional<Found> read(String name, Where where, Section spec) {
    var application = spec.required("application").flatMap(Texts::application);
    var url = spec.optional("url").flatMap(Texts::webAddress);
    var tags = new LinkedHashMap<String, Where>();
    var values =
        spec.required("values").flatMap(Value::section).flatMap(section -> values(section, tags));
    var healthyFor =
        spec.optional("after")
            .flatMap(Value::section)
            .flatMap(after -> last(after, "healthyFor"))
            .flatMap(Texts::duration)
            .orElse(Duration.ZERO);
    var secrets = spec.optional("secrets").map(EnvironmentReader::secrets).orElse(List.of());
    var protection = ProtectionReader.read(spec);
    spec.done();
    return application.flatMap(
        app ->
            values.map(
                target ->
                    new Found(
                        new EnvironmentSpec(
                            name, app, url, target, healthyFor, secrets, protection.protection()),
                        where,
                        protection.requires(),
                        tags)));
  }

  private static Optional<Value> last(Section section, String key) {
    var value = section.required(key);
    section.done();
    return value;
  }

  private static Optional<ValuesTarget> values(Section section, Map<String, Where> places) {
    var file = section.optional("file");
    var tags = section.optional("tags");
    var parameters = section.optional("parameters");
    section.done();
    if (file.isPresent() == parameters.isPresent()) {
      section
          .self()
          .problem(
              "config.missing-key",
              "'values' says " + (file.isPresent() ? "twice" : "nowhere") + " where the tags go.",
              "Give either 'file' with 'tags', or 'parameters'.");
      return Optional.empty();
    }
    if (parameters.isPresent()) {
      tags.ifPresent(
          value ->
              value.problem(
                  "config.unknown-key",
                  "'tags' goes with 'file'.",
                  "Write the keys in 'parameters'."));
      return parameters
          .flatMap(Value::section)
          .map(map -> new ValuesTarget.ApplicationParameters(tags(map, places)));
    }
    if (tags.isEmpty()) {
      section.self().problem("config.missing-key", "The key 'tags' is missing here.", "");
    }
    var keys = tags.flatMap(Value::section).map(map -> tags(map, places));
    return file.flatMap(Texts::path)
        .flatMap(path -> keys.map(map -> new ValuesTarget.ValuesFile(path, map)));
  }

  private static Map<String, String> tags(Section section, Map<String, Where> places) {
    var tags = new LinkedHashMap<String, String>();
    var used = new HashSet<String>();
    section
        .entries()
        .forEach(
            (image, value) ->
                Texts.key(value)
                    .ifPresent(
                        key -> {
                          tags.put(image, key);
                          places.put(image, value.where());
                          if (!used.add(key)) {
                            value.problem(
                                "config.duplicate-name",
                                "Two images would be written to '" + key + "'.",
                                "Give each image a key of its own.");
                          }
                        }));
    if (section.entries().isEmpty()) {
      section.self().problem("config.missing-key", "No image has a key here.", "");
    }
    return tags;
  }

  private static List<SecretBinding> secrets(Value value) {
    var secrets = new ArrayList<SecretBinding>();
    var names = new HashSet<String>();
    for (var item : value.items()) {
      item.section()
          .flatMap(SecretReader::read)
          .ifPresent(
              binding -> {
                secrets.add(binding);
                if (!names.add(binding.parameter())) {
                  item.problem(
                      "config.duplicate-name",
                      "The parameter '" + binding.parameter() + "' is bound twice.",
                      "Keep one of them.");
                }
              });
    }
    return secrets;
  }
}
