package io.openluffy.application.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.spec.KustomizeSpec;
import io.openluffy.application.spec.NamedValue;
import io.openluffy.kernel.Where;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Writes the options of an Application into a kustomization, as {@code kustomize edit} does. */
final class KustomizationEdits {
  private final ObjectNode kustomization;
  private final ObjectNode before;
  private final String file;
  private final BuildEnvironment environment;

  KustomizationEdits(ObjectNode kustomization, String file, RenderRequest request) {
    this.kustomization = kustomization;
    this.before = kustomization.deepCopy();
    this.file = file;
    this.environment = BuildEnvironment.of(request);
  }

  boolean changed() {
    return !kustomization.equals(before);
  }

  /**
   * @param isPresent whether a component is there
   */
  void apply(KustomizeSpec spec, Predicate<String> isPresent) {
    text("namePrefix", spec.namePrefix());
    text("nameSuffix", spec.nameSuffix());
    text("namespace", spec.namespace());
    spec.images().forEach(image -> byName("images", image(image)));
    spec.replicas().forEach(one -> byName("replicas", replicas(one)));
    labels(spec);
    var annotations =
        spec.commonAnnotationsEnvsubst()
            ? substituted(spec.commonAnnotations())
            : spec.commonAnnotations();
    if (!annotations.isEmpty()) {
      put("commonAnnotations", "annotation", annotations, spec.forceCommonAnnotations());
    }
    for (var component : spec.components()) {
      var isNew =
          StreamSupport.stream(kustomization.path("components").spliterator(), false)
              .noneMatch(known -> known.asText().equals(component));
      if (isNew && (!spec.ignoreMissingComponents() || isPresent.test(component))) {
        list("components").add(component);
      }
    }
    spec.patches().forEach(patch -> list("patches").add(patch));
  }

  private void text(String key, String value) {
    if (!value.isEmpty()) {
      kustomization.put(key, value);
    }
  }

  private ArrayNode list(String key) {
    return kustomization.get(key) instanceof ArrayNode list ? list : kustomization.putArray(key);
  }

  private void byName(String key, ObjectNode entry) {
    var list = list(key);
    for (int at = 0; at < list.size(); at++) {
      if (list.get(at).path("name").equals(entry.path("name"))) {
        list.set(at, entry);
        return;
      }
    }
    list.add(entry);
  }

  /** {@code name=new:tag}, {@code name:tag}, {@code name@sha256:…} and their mixtures. */
  static ObjectNode image(String text) {
    int equals = text.indexOf('=');
    var image = equals < 0 ? text : text.substring(equals + 1);
    int at = image.indexOf('@');
    int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    int end = at >= 0 ? at : colon >= 0 ? colon : image.length();
    var plain = image.substring(0, end);
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("name", equals < 0 ? plain : text.substring(0, equals));
    if (equals >= 0) {
      entry.put("newName", plain);
    }
    if (at >= 0) {
      entry.put("digest", image.substring(at + 1));
    } else if (colon >= 0) {
      entry.put("newTag", image.substring(colon + 1));
    }
    return entry;
  }

  private ObjectNode replicas(NamedValue one) {
    try {
      return JsonNodeFactory.instance
          .objectNode()
          .put("name", one.name())
          .put("count", Integer.parseInt(one.value()));
    } catch (NumberFormatException _) {
      throw RenderProblems.bad(
          "bad-replicas",
          "expected integer value for count. Received: " + one.value() + ".",
          Where.of(file).field("kustomize.replicas"),
          "Write a whole number.");
    }
  }

  private void labels(KustomizeSpec spec) {
    if (spec.commonLabels().isEmpty()) {
      return;
    }
    var labels = substituted(spec.commonLabels());
    if (!spec.labelWithoutSelector()) {
      put("commonLabels", "label", labels, spec.forceCommonLabels());
      return;
    }
    for (var one : kustomization.path("labels")) {
      requireNew(one.path("pairs"), "label", labels, spec.forceCommonLabels());
    }
    requireNew(kustomization.path("commonLabels"), "label", labels, spec.forceCommonLabels());
    var entry = list("labels").addObject();
    labels.forEach(entry.putObject("pairs")::put);
    entry.put("includeSelectors", false);
    if (spec.labelIncludeTemplates()) {
      entry.put("includeTemplates", true);
    }
  }

  private Map<String, String> substituted(Map<String, String> texts) {
    var substituted = new TreeMap<String, String>();
    texts.forEach((name, value) -> substituted.put(name, environment.substituted(value)));
    return substituted;
  }

  private void put(String key, String what, Map<String, String> entries, boolean force) {
    requireNew(kustomization.path(key), what, entries, force);
    var map =
        kustomization.get(key) instanceof ObjectNode known ? known : kustomization.putObject(key);
    entries.forEach(map::put);
  }

  private void requireNew(
      com.fasterxml.jackson.databind.JsonNode known,
      String what,
      Map<String, String> entries,
      boolean force) {
    for (var name : List.copyOf(entries.keySet())) {
      if (!force && known.has(name)) {
        throw RenderProblems.bad(
            "already-there",
            what + " " + name + " already in kustomization file.",
            Where.of(file),
            "Leave it out, or set forceCommonLabels or forceCommonAnnotations.");
      }
    }
  }
}
