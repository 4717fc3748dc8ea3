package io.openluffy.server.wiring;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import io.openluffy.release.build.RegistryCredentials;
import io.openluffy.release.build.RegistryCredentials.Credential;
import io.openluffy.release.build.RegistryLocator;
import io.openluffy.server.home.HomeFolder;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The embedded registry under its stable name. Manifests say {@code openluffy.localhost/backend};
 * that this is a port of ours only we and the playground's node know.
 *
 * @param password of the server itself, for what it builds and pushes; new with each start
 */
record ImageStore(RegistryFiles files, URI externalUrl, IntSupplier port, Secret password) {

  static ImageStore open(
      HomeFolder home, URI externalUrl, IntSupplier port, Secret password, InstantSource clock) {
    try {
      return new ImageStore(
          RegistryFiles.open(home.at("registry"), clock), externalUrl, port, password);
    } catch (IOException e) {
      throw Problem.world(
              "server.registry-unreadable",
              "The embedded registry can't be opened: " + e.getMessage(),
              Where.of("registry/ in the home"),
              "Check the permissions and the disk.")
          .asException(e);
    }
  }

  Images images() {
    return new Images(files, this::isOurs);
  }

  boolean isOurs(String host) {
    return host.equals(externalUrl.getAuthority())
        || host.equals("localhost:" + port.getAsInt())
        || host.equals("127.0.0.1:" + port.getAsInt());
  }

  RegistryLocator locator() {
    return host ->
        isOurs(host)
            ? new RegistryLocator.Location("127.0.0.1:" + port.getAsInt(), true)
            : RegistryLocator.AS_NAMED.locate(host);
  }

  /** Our own registry knows us by this process' password, others by the sealed secrets. */
  RegistryCredentials credentials(RegistryCredentials others) {
    return host ->
        isOurs(host) ? Optional.of(new Credential("openluffy", password)) : others.of(host);
  }
}
