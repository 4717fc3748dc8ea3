package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.rules.ServiceAddresses;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The addresses and ports of services: held from before they are stored until they are gone. */
public final class ServiceHolds {
  private static final GroupResource SERVICES = GroupResource.core("services");

  private final ServiceAddresses addresses;

  private ServiceHolds(ServiceAddresses addresses) {
    this.addresses = addresses;
  }

  static ServiceHolds of(ObjectStore store, RandomGenerator random) {
    var addresses = new ServiceAddresses(random);
    store.list(SERVICES, "").forEach(addresses::taken);
    var ignored =
        store.subscribe(
            change -> {
              if (change.kind() == Change.Kind.DELETED && change.key().type().equals(SERVICES)) {
                addresses.release(change.object());
              }
            });
    return new ServiceHolds(addresses);
  }

  /**
   * Fills in what a service needs and holds it while it is written; what a write that did not
   * happen held is given back.
   *
   * @param before as stored; empty when it is being made
   * @param happened whether the write's answer means that it was stored
   */
  <T> T during(
      Target target,
      ObjectNode before,
      ObjectNode service,
      Supplier<T> write,
      java.util.function.Predicate<T> happened) {
    if (!target.collection().equals(SERVICES) || !target.subresource().isEmpty()) {
      return write.get();
    }
    Preparation.check(target.type(), service, addresses.allocate(before, service));
    var done = false;
    try {
      var result = write.get();
      done = happened.test(result);
      return result;
    } finally {
      if (!done) {
        addresses.release(service);
        if (!Trees.same(before, Trees.object())) {
          addresses.taken(before);
        }
      }
    }
  }
}
