package io.openluffy.application.sync;

import io.openluffy.kube.ResourceKey;

/**
 * One object, or all of a kind, that a sync is limited to.
 *
 * @param namespace empty: in any
 */
public record Selection(String group, String kind, String namespace, String name) {
  boolean matches(ResourceKey key) {
    return group.equals(key.group())
        && kind.equals(key.kind())
        && name.equals(key.name())
        && (namespace.isEmpty() || namespace.equals(key.namespace()));
  }
}
