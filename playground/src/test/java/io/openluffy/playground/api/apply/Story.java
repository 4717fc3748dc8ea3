package io.openluffy.playground.api.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.Yaml;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.TypeCatalog;
import java.util.TreeSet;

/** An object and those who write it, one after the other. */
final class Story {
  private static final TypeCatalog CATALOG = TypeCatalog.builtIn();

  private final ResourceType type;
  private ObjectNode live = Trees.object();
  private int second;

  private Story(ResourceType type) {
    this.type = type;
  }

  static Story of(String apiVersion, String kind) {
    return new Story(CATALOG.find(GroupVersionKind.of(apiVersion, kind)).orElseThrow());
  }

  static Story ofCustom(String schema) {
    var crd =
        Yaml.yaml(
            """
            metadata: {name: things.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: things, kind: Thing}
              versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: %s}}]
            """
                .formatted(schema));
    var catalog = TypeCatalog.builtIn();
    catalog.register(crd);
    return new Story(catalog.find("example.com", "v1", "things").orElseThrow());
  }

  private WriteContext as(String manager) {
    return new WriteContext(
        type.schema(),
        manager,
        type.apiVersion(),
        "",
        type.hasStatus() ? FieldSet.path("f:status") : FieldSet.EMPTY,
        "2026-01-01T00:00:%02dZ".formatted(second++));
  }

  private ObjectNode whole(String fields) {
    var object = Trees.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
    object.putObject("metadata").put("name", "x");
    var written = Yaml.yaml(fields);
    if (written.get("metadata") instanceof ObjectNode metadata) {
      ((ObjectNode) object.get("metadata")).setAll(metadata);
      written.remove("metadata");
    }
    return object.setAll(written);
  }

  Story applies(String manager, String fields) {
    return kept(ServerSideApply.apply(as(manager), live, whole(fields), false));
  }

  Story forces(String manager, String fields) {
    return kept(ServerSideApply.apply(as(manager), live, whole(fields), true));
  }

  /** Replaces the whole object. */
  Story updates(String manager, String fields) {
    return kept(UpdateTracking.track(as(manager), live, whole(fields)));
  }

  /** An apply that changes nothing must give back the very same tree. */
  Story appliesInVain(String manager, String fields) {
    var result = ServerSideApply.apply(as(manager), live, whole(fields), false);
    assertThat(result).isSameAs(live);
    return this;
  }

  Story isRefused(String manager, String fields, String message) {
    var refusal =
        catchThrowableOfType(
            StatusException.class,
            () -> ServerSideApply.apply(as(manager), live, whole(fields), false));
    assertThat(refusal).isNotNull();
    assertThat(refusal.status().code()).isEqualTo(409);
    assertThat(refusal.status().message()).isEqualTo(message);
    return this;
  }

  private Story kept(ObjectNode result) {
    live = result;
    ((ObjectNode) live.get("metadata")).put("uid", "1");
    return this;
  }

  /** The object without what the API adds. */
  Story leaves(String fields) {
    var shown = ManagedFields.strip(live).deepCopy();
    shown.remove("apiVersion");
    shown.remove("kind");
    var metadata = (ObjectNode) shown.get("metadata");
    metadata.remove("uid");
    metadata.remove("name");
    if (metadata.isEmpty()) {
      shown.remove("metadata");
    }
    assertThat(shown).isEqualTo(Yaml.yaml(fields));
    return this;
  }

  /** The owners, each as {@code manager/operation}. */
  Story isOwnedBy(String... owners) {
    var found = new TreeSet<String>();
    ManagedFields.of(live)
        .shares()
        .keySet()
        .forEach(o -> found.add(o.manager() + "/" + o.operation()));
    assertThat(found).containsExactlyInAnyOrder(owners);
    return this;
  }

  /** What one owner has, as {@code fieldsV1}. */
  Story owns(String manager, String fieldsV1) {
    var share =
        ManagedFields.of(live).shares().entrySet().stream()
            .filter(e -> e.getKey().manager().equals(manager))
            .findFirst()
            .orElseThrow();
    assertThat(share.getValue().fields().toJson()).isEqualTo(Yaml.yaml(fieldsV1));
    return this;
  }
}
