package io.openluffy.server.api;

import io.openluffy.server.access.Role;
import io.openluffy.server.home.ServerFile;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.OpenApiDocument;
import io.openluffy.server.web.Routes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What this server is, and the description of its own API. */
public final class ServerApi {
  private static final String VERSION = "0.1";

  private final Supplier<ServerFile> addresses;
  private final BooleanSupplier leading;
  private final boolean playground;
  private final InstantSource clock;

  public ServerApi(
      Supplier<ServerFile> addresses,
      BooleanSupplier leading,
      boolean playground,
      InstantSource clock) {
    this.addresses = addresses;
    this.leading = leading;
    this.playground = playground;
    this.clock = clock;
  }

  record Addresses(
      String page,
      String git,
      Optional<String> kubernetes,
      Optional<String> ingress,
      String registry,
      Optional<String> kubeconfig) {
    static Addresses of(ServerFile file) {
      return new Addresses(
          file.page(),
          file.git(),
          file.kubernetes(),
          file.ingress(),
          file.registry(),
          file.kubeconfig());
    }
  }

  record ServerInfo(
      String version, boolean leading, boolean playground, Instant now, Addresses addresses) {}

  public void routes(Routes routes) {
    routes.get(
        "/api/v1/server",
        Routes.role(Role.VIEWER),
        call ->
            Answer.json(
                new ServerInfo(
                    VERSION,
                    leading.getAsBoolean(),
                    playground,
                    clock.instant(),
                    Addresses.of(addresses.get()))));
    routes.get("/api/version", Routes.ANYBODY, call -> Answer.json(Map.of("Version", VERSION)));
    routes.get("/api/v1/openapi.json", Routes.ANYBODY, call -> Answer.json(OpenApiDocument.json()));
  }
}
