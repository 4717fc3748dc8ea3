package io.openluffy.playground.controllers.network;

import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes the simulated ingress's address into Ingresses and Services of type LoadBalancer. */
public final class IngressController implements SimulatedController {
  private static final String ADDRESS = "127.0.0.1";

  private final World world;

  public IngressController(World world) {
    this.world = world;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var type = change.key().type();
    return type.equals(Kinds.INGRESSES) || type.equals(Kinds.SERVICES)
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key).filter(object -> !Fields.isTerminating(object));
    var wanted =
        found
            .filter(
                object ->
                    key.type().equals(Kinds.INGRESSES)
                        || object.at("/spec/type").asText().equals("LoadBalancer"))
            .filter(object -> object.at("/status/loadBalancer/ingress").isEmpty());
    wanted.ifPresent(
        object -> {
          var status = Trees.child(object, "status").deepCopy();
          status.putObject("loadBalancer").putArray("ingress").addObject().put("ip", ADDRESS);
          world.setStatus(object, status);
        });
    return Optional.empty();
  }
}
