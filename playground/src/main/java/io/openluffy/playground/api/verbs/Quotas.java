package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.types.rules.QuotaRules;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a namespace has room for one more, by its ResourceQuotas. */
final class Quotas {
  private static final GroupResource TYPE = GroupResource.core("resourcequotas");

  private final ObjectStore store;

  Quotas(ObjectStore store) {
    this.store = store;
  }

  /** Makes the object unless a quota forbids it; one after the other where there are quotas. */
  <T> T within(Target target, JsonNode object, Supplier<T> make) {
    if (!target.type().namespaced() || store.list(TYPE, target.namespace()).isEmpty()) {
      return make.get();
    }
    synchronized (this) {
      check(target, object);
      return make.get();
    }
  }

  private void check(Target target, JsonNode object) {
    var namespace = target.namespace();
    Function<String, List<? extends JsonNode>> objects =
        kind -> store.list(GroupResource.parse(kind), namespace);
    for (var quota : store.list(TYPE, namespace)) {
      QuotaRules.refusal(quota, target.type().qualifiedName(), object, objects)
          .ifPresent(
              why -> {
                throw VerbErrors.forbidden(target, why, List.of());
              });
    }
  }
}
