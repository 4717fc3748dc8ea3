package io.openluffy.git;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/** Accepts the host keys of a known_hosts text, hashed names included, and no others. */
final class KnownHosts implements ServerKeyDatabase {
  private final List<KnownHostEntry> entries;

  private KnownHosts(List<KnownHostEntry> entries) {
    this.entries = entries;
  }

  static KnownHosts parse(String text) {
    try {
      return new KnownHosts(
          List.copyOf(KnownHostEntry.readKnownHostEntries(new StringReader(text), true)));
    } catch (IOException | RuntimeException e) {
      return new KnownHosts(List.of());
    }
  }

  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
    return keys(connectAddress, false);
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remoteAddress,
      PublicKey serverKey,
      Configuration config,
      @Nullable CredentialsProvider provider) {
    var isRevoked =
        keys(connectAddress, true).stream().anyMatch(k -> KeyUtils.compareKeys(k, serverKey));
    return !isRevoked
        && keys(connectAddress, false).stream()
            .anyMatch(known -> KeyUtils.compareKeys(known, serverKey));
  }

  private List<PublicKey> keys(String connectAddress, boolean revoked) {
    var keys = new ArrayList<PublicKey>();
    for (var entry : entries) {
      var marker = entry.getMarker();
      var isWanted = revoked ? "revoked".equals(marker) : marker == null || marker.isEmpty();
      if (isWanted && entry.isHostMatch(host(connectAddress), port(connectAddress))) {
        key(entry).ifPresent(keys::add);
      }
    }
    return keys;
  }

  /** A key of a kind we don't know can't be that of the server. */
  private static Optional<PublicKey> key(KnownHostEntry entry) {
    try {
      return Optional.ofNullable(
          entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static String host(String address) {
    var colon = address.lastIndexOf(':');
    var host = colon < 0 ? address : address.substring(0, colon);
    return host.replaceAll("[\\[\\]]", "");
  }

  private static int port(String address) {
    var colon = address.lastIndexOf(':');
    return colon < 0 ? 22 : Integer.parseInt(address.substring(colon + 1));
  }
}
