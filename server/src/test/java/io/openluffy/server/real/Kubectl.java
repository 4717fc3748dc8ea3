package io.openluffy.server.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real {@code kubectl} against the server's playground. */
final class Kubectl {
  private final String binary;
  private final Path kubeconfig;
  private final Path folder;

  private Kubectl(String binary, Path kubeconfig, Path folder) {
    this.binary = binary;
    this.kubeconfig = kubeconfig;
    this.folder = folder;
  }

  /** Skips the test, and says so, on a machine without kubectl. */
  static Kubectl of(RealServer server, Path folder) {
    Assumptions.assumeTrue(
        found().isPresent(),
        "kubectl was not found: name it in OPENLUFFY_TEST_KUBECTL or put it into /usr/local/bin");
    return ifThere(server, folder).orElseThrow();
  }

  static Optional<Kubectl> ifThere(RealServer server, Path folder) {
    var kubeconfig = Path.of(server.address("kubeconfig"));
    return found().map(binary -> new Kubectl(binary, kubeconfig, folder));
  }

  private static Optional<String> found() {
    return Stream.of(
            Optional.ofNullable(System.getenv("OPENLUFFY_TEST_KUBECTL")).orElse(""),
            "/usr/local/bin/kubectl",
            "/usr/bin/kubectl")
        .filter(path -> !path.isEmpty() && Files.isExecutable(Path.of(path)))
        .findFirst();
  }

  /** The arguments are split at spaces. */
  String run(String arguments) {
    return tried(arguments, "").orFail();
  }

  String run(String arguments, String input) {
    return tried(arguments, input).orFail();
  }

  Program.Result tried(String arguments, String input) {
    return Program.run(folder, environment(), command(List.of(arguments.split(" "))), input);
  }

  Program.Result patch(String object, String body) {
    var arguments = new ArrayList<>(List.of(("patch " + object + " --type merge -p").split(" ")));
    arguments.add(body);
    return Program.run(folder, environment(), command(arguments));
  }

  JsonNode json(String arguments) {
    return Json.tree(run(arguments + " -o json"));
  }

  /** Keeps running, its lines in the file. */
  Process watch(String arguments, Path lines) {
    try {
      var builder =
          new ProcessBuilder(command(List.of(arguments.split(" "))))
              .redirectErrorStream(true)
              .redirectOutput(lines.toFile());
      builder.environment().putAll(environment());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(List<String> arguments) {
    var command = new ArrayList<>(List.of(binary));
    command.addAll(arguments);
    return command;
  }

  private Map<String, String> environment() {
    return Map.of("KUBECONFIG", kubeconfig.toString(), "HOME", folder.toString());
  }
}
