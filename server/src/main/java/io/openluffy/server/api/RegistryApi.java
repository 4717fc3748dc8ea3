package io.openluffy.server.api;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.playground.registry.Swept;
import io.openluffy.server.access.Role;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Routes;

/** Sweeping the embedded registry before its day, or only looking at what would go. */
public final class RegistryApi {
  private final Sweeps sweeps;

  /** Who sweeps. */
  public interface Sweeps {
    /** What would go now; changes nothing. */
    Swept rehearse();

    Swept sweep(Actor actor);
  }

  public RegistryApi(Sweeps sweeps) {
    this.sweeps = sweeps;
  }

  public void routes(Routes routes) {
    var admin = Routes.role(Role.ADMIN);
    var path = "/api/v1/registry/sweep";
    routes.get(path, admin, call -> Answer.json(sweeps.rehearse()));
    routes.post(path, admin, call -> Answer.json(sweeps.sweep(call.actor())));
  }
}
