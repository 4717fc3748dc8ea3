package io.openluffy.playground;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.playground.api.logs.PodLogs;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.verbs.ObjectClient;
import io.openluffy.playground.controllers.ControllerSettings;
import io.openluffy.playground.controllers.Controllers;
import io.openluffy.playground.controllers.pods.PodOutput;
import io.openluffy.playground.controllers.pods.SimulatedLogs;
import io.openluffy.playground.ingress.Ingress;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.types.TypeCatalog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What plays the machines of a cluster: its controllers, its node, its ingress. */
final class Simulation implements AutoCloseable {
  private final Controllers controllers;
  private final Ingress ingress;

  private Simulation(Controllers controllers, Ingress ingress) {
    this.controllers = controllers;
    this.ingress = ingress;
  }

  /** What the simulated containers write. */
  record Output(PodOutput lines, PodLogs logs) {
    static Output of(ObjectStore store) {
      var lines = new PodOutput();
      return new Output(lines, new SimulatedLogs(store, lines));
    }
  }

  static Simulation start(
      ObjectClient client,
      TypeCatalog catalog,
      String caCertificate,
      Images images,
      Output output,
      int ingressPort,
      InstantSource clock,
      RandomGenerator random) {
    var controllers =
        new Controllers(
            client, catalog, images, ControllerSettings.usual(caCertificate), clock, random);
    var ingress = new Ingress(client.store(), images, output.lines(), clock, ingressPort);
    controllers.start();
    try {
      ingress.start();
    } catch (IOException e) {
      controllers.close();
      var reason = e.getCause() == null ? e : e.getCause(); // Jetty puts the port before it
      throw Problem.world(
              "playground.ingress-port",
              "The playground's ingress cannot listen: " + reason.getMessage() + ".",
              Where.of("127.0.0.1:" + ingressPort),
              "Free the port, or choose another with --ingress-port (0 for any free one).")
          .asException(e);
    }
    return new Simulation(controllers, ingress);
  }

  int ingressPort() {
    return ingress.port();
  }

  @Override
  public void close() {
    ingress.close();
    controllers.close();
  }
}
