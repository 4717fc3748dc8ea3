package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.types.rules.QuotaRules;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a namespace has room for one more, by its ResourceQuotas. */
final class Quotas {
  private static final GroupResource TYPE = GroupResource.core("resourcequotas");

  /** Kinds that may take more than they did when they were made. */
  private static final Set<String> GROWING = Set.of("services", "persistentvolumeclaims");

  private final ObjectStore store;

  Quotas(ObjectStore store) {
    this.store = store;
  }

  /** Makes the object unless a quota forbids it; one after the other where there are quotas. */
  <T> T within(Target target, JsonNode object, Supplier<T> make) {
    return within(target, MissingNode.getInstance(), object, make);
  }

  /** The same of an object that becomes another: only what it takes more counts. */
  <T> T within(Target target, JsonNode before, JsonNode object, Supplier<T> make) {
    if (!target.type().namespaced() || store.list(TYPE, target.namespace()).isEmpty()) {
      return make.get();
    }
    synchronized (this) {
      check(target, before, object);
      return make.get();
    }
  }

  /** Whether a change of such an object is looked at; others are when they are made only. */
  static boolean isGrowing(Target target) {
    return target.subresource().isEmpty() && GROWING.contains(target.type().qualifiedName());
  }

  private void check(Target target, JsonNode before, JsonNode object) {
    var namespace = target.namespace();
    Function<String, List<? extends JsonNode>> objects =
        kind -> store.list(GroupResource.parse(kind), namespace);
    for (var quota : store.list(TYPE, namespace)) {
      QuotaRules.refusal(quota, target.type().qualifiedName(), before, object, objects)
          .ifPresent(
              why -> {
                throw VerbErrors.forbidden(target, why, List.of());
              });
    }
  }
}
