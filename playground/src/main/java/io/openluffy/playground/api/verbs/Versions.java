package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.TypeCatalog;
import io.openluffy.playground.types.conversion.Conversion;
import io.openluffy.playground.types.defaults.Defaults;

/** An object in the version somebody asks for, and in the one it is kept in. */
public final class Versions {
  private Versions() {}

  /** The stored tree as the type shows it; the same tree when that is how it is kept. */
  public static ObjectNode shown(ResourceType type, ObjectNode stored) {
    return Defaults.shown(type, Conversion.to(type, stored));
  }

  /** The tree as it is kept. */
  static ObjectNode stored(TypeCatalog catalog, ResourceType type, ObjectNode shown) {
    var kept = new GroupVersionKind(type.storageGroup(), type.storageVersion(), type.kind());
    if (shown.path("apiVersion").asText().equals(kept.apiVersion())) {
      return shown;
    }
    return catalog
        .find(kept)
        .map(keeper -> Conversion.to(keeper, shown))
        .orElseGet(() -> Trees.shallow(shown).put("apiVersion", kept.apiVersion()));
  }
}
