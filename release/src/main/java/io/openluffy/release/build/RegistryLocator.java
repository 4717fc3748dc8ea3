package io.openluffy.release.build;

/**
 * Tells where a registry's name is really answered, so that stored names outlive a changed port.
 */
@FunctionalInterface
public interface RegistryLocator {
  RegistryLocator AS_NAMED = registry -> new Location(registry, isLoopback(registry));

  /**
   * @param registry host and port, as in the name of an image
   */
  Location locate(String registry);

  /**
   * Where to knock.
   *
   * @param address host and port
   * @param plainHttp without TLS; for this machine alone
   */
  record Location(String address, boolean plainHttp) {}

  private static boolean isLoopback(String registry) {
    var host = registry.startsWith("[") ? registry.replaceAll("].*", "]") : registry.split(":")[0];
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }
}
