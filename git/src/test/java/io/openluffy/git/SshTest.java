package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real git behind a real SSH server. */
class SshTest {
  @TempDir Path folder;
  private final OpenRepositories open = new OpenRepositories();
  private final InMemorySecretStore secrets = new InMemorySecretStore();
  private final SshServer sshd = SshServer.setUpDefaultServer();
  private KeyPair user = key();
  private KeyPair host = key();
  private RealGit work;
  private RepositoryUrl url;
  private Git git;

  @BeforeEach
  void gitBehindSsh() throws IOException {
    work = RealGit.init(folder.resolve("work"));
    work.commit("a.txt", "1", "One");
    work.run("config", "receive.denyCurrentBranch", "ignore");
    sshd.setHost("127.0.0.1");
    sshd.setPort(0);
    sshd.setKeyPairProvider(KeyPairProvider.wrap(host));
    sshd.setPublickeyAuthenticator(
        (name, key, session) -> KeyUtils.compareKeys(key, user.getPublic()));
    sshd.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    sshd.start();
    url = new RepositoryUrl("ssh://git@127.0.0.1:" + sshd.getPort() + folder.resolve("work"));
    secret("ssh-private-key", pem(user));
    secret(
        "known-hosts",
        "[127.0.0.1]:" + sshd.getPort() + " " + PublicKeyEntry.toString(host.getPublic()));
    git =
        JGitClient.onDisk(
            folder.resolve("home"),
            open,
            any -> Optional.empty(),
            secrets,
            GitSettings.DEFAULTS,
            BranchMoves.UNHEARD,
            InstantSource.system(),
            RandomGeneratorFactory.of("L64X128MixRandom").create(1));
  }

  @AfterEach
  void close() throws IOException {
    open.close();
    sshd.stop(true);
  }

  @Test
  void aKeyAndAKnownHostAreEnoughToReadAndWrite() {
    var commit =
        git.edit(
            url,
            new Edit(
                "main",
                Author.OPENLUFFY,
                "Edit",
                Map.of(),
                List.of(FileEdit.write(new RepositoryPath("b.txt"), "2"))));

    assertThat(work.run("rev-parse", "main")).isEqualTo(commit.id().hex());
  }

  @Test
  void anUnknownHostKeyIsRefused() {
    secret(
        "known-hosts",
        "[127.0.0.1]:" + sshd.getPort() + " " + PublicKeyEntry.toString(key().getPublic()));

    assertThat(code()).isEqualTo("git.host-key-unknown");
  }

  @Test
  void anotherKeyIsRefused() {
    secret("ssh-private-key", pem(key()));
    assertThat(code()).isEqualTo("git.auth-refused");

    secret("ssh-private-key", "not a key");
    assertThat(code()).isEqualTo("git.auth-refused");
  }

  private String code() {
    try {
      git.fetch(url);
      return "none";
    } catch (ProblemException e) {
      return e.problem().code();
    }
  }

  private void secret(String name, String value) {
    secrets.set(Actor.OPENLUFFY, "repository/" + url, name, Secret.of(value));
  }

  private static KeyPair key() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(KeyPair key) {
    var encoded = new ByteArrayOutputStream();
    encoded.writeBytes(
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(key.getPrivate().getEncoded()));
    return "-----BEGIN PRIVATE KEY-----\n"
        + encoded.toString(StandardCharsets.US_ASCII)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
