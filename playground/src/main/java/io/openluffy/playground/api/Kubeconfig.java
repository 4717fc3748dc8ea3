package io.openluffy.playground.api;

import io.openluffy.kernel.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** The file that lets kubectl and other clients in. */
public record Kubeconfig(String server, String caPem, String user, String token) {
  private static final String NAME = "openluffy-playground";

  public String yaml() {
    var ca = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII));
    return """
    apiVersion: v1
    kind: Config
    current-context: %1$s
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %4$s
        namespace: default
    users:
    - name: %4$s
      user:
        token: %5$s
    """
        .formatted(NAME, server, ca, user, token);
  }

  /** Writes it so that only its owner can read it. */
  public void write(Path file) throws IOException {
    PrivateFiles.write(file, yaml());
  }
}
