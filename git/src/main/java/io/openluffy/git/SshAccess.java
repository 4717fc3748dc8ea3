package io.openluffy.git;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH with the secrets {@code ssh-private-key}, {@code ssh-passphrase} and {@code known-hosts} of a
 * repository; no file, agent or configuration of the account that runs us is used, and a host key
 * that is not known is refused.
 */
final class SshAccess implements AutoCloseable {
  private final Optional<SshdSessionFactory> factory;
  private final Optional<Path> folder;

  private SshAccess(Optional<SshdSessionFactory> factory, Optional<Path> folder) {
    this.factory = factory;
    this.folder = folder;
  }

  /** Does nothing for addresses that are not ssh. */
  static SshAccess of(RepositoryUrl url, SecretStore secrets) throws IOException {
    if (!url.isSsh()) {
      return new SshAccess(Optional.empty(), Optional.empty());
    }
    var scope = RepositoryCredentials.scope(url);
    var known = secrets.get(scope, "known-hosts").orElseThrow(() -> unknownHost(url));
    var keys =
        keys(url, secrets.get(scope, "ssh-private-key"), secrets.get(scope, "ssh-passphrase"));
    var folder = Files.createTempDirectory("openluffy-ssh");
    return new SshAccess(Optional.of(factory(folder.toFile(), known, keys)), Optional.of(folder));
  }

  private static SshdSessionFactory factory(File folder, Secret known, List<KeyPair> keys) {
    var hosts = KnownHosts.parse(known.reveal());
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(folder)
        .setSshDirectory(folder)
        .setConfigFile(directory -> new File(directory, "none"))
        .setDefaultKnownHostsFiles(directory -> List.of())
        .setDefaultIdentities(directory -> List.of())
        .setDefaultKeysProvider(directory -> keys)
        .setServerKeyDatabase((home, ssh) -> hosts)
        .setPreferredAuthentications(keys.isEmpty() ? "password,keyboard-interactive" : "publickey")
        .build(null);
  }

  private static List<KeyPair> keys(
      RepositoryUrl url, Optional<Secret> key, Optional<Secret> passphrase) {
    if (key.isEmpty()) {
      return List.of();
    }
    var pem = (key.get().reveal().strip() + "\n").getBytes(StandardCharsets.UTF_8);
    var unlock =
        passphrase
            .map(secret -> FilePasswordProvider.of(secret.reveal()))
            .orElse(FilePasswordProvider.EMPTY);
    try (var in = new ByteArrayInputStream(pem)) {
      var keys = new ArrayList<KeyPair>();
      var loaded =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("ssh-private-key"), in, unlock);
      if (loaded != null) {
        loaded.forEach(keys::add);
      }
      if (keys.isEmpty()) {
        throw badKey(url);
      }
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw badKey(url);
    }
  }

  /** The cause may quote the key, so it is left behind. */
  private static ProblemException badKey(RepositoryUrl url) {
    return Problem.world(
            "git.auth-refused",
            "The secret 'ssh-private-key' of the repository can't be read as a private key.",
            Where.of(url.value()),
            "Set it anew in OpenSSH or PEM form, and 'ssh-passphrase' if it has one.")
        .asException();
  }

  private static ProblemException unknownHost(RepositoryUrl url) {
    return Problem.world(
            "git.host-key-unknown",
            "No SSH host keys are known for this repository, so its host can't be trusted.",
            Where.of(url.value()),
            "Set the secret 'known-hosts' of the repository (ssh-keyscan prints it; check it).")
        .asException();
  }

  SshSessionFactory sessions() {
    return factory.orElseThrow();
  }

  @Override
  public void close() throws IOException {
    factory.ifPresent(SshdSessionFactory::close);
    if (folder.isPresent()) {
      try (var files = Files.walk(folder.get())) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
