package io.openluffy.playground.api.verbs;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import java.util.List;

/** Whether something may be made in a namespace. */
final class Namespaces {
  static final GroupResource TYPE = GroupResource.core("namespaces");

  private final ObjectStore store;

  Namespaces(ObjectStore store) {
    this.store = store;
  }

  void checkCanCreate(Target target) {
    if (!target.type().namespaced()) {
      return;
    }
    var name = target.namespace();
    var namespace =
        store
            .get(ObjectKey.cluster(TYPE, name))
            .orElseThrow(
                () ->
                    ApiStatus.of(
                            404,
                            "NotFound",
                            "namespaces \"" + name + "\" not found",
                            Details.of("", "namespaces", name))
                        .asException());
    if (namespace.path("metadata").has("deletionTimestamp")) {
      var cause =
          new Cause(
              "NamespaceTerminating",
              "namespace " + name + " is being terminated",
              "metadata.namespace");
      throw VerbErrors.forbidden(
          target,
          "unable to create new content in namespace " + name + " because it is being terminated",
          List.of(cause));
    }
  }
}
