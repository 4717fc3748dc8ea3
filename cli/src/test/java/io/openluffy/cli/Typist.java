package io.openluffy.cli;

import io.openluffy.cli.api.Connection;
import io.openluffy.cli.command.Luffy;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Types commands where nobody watches, and reads what they print. */
final class Typist {
  private final Path home;
  private Map<String, String> environment = Map.of();
  private String input = "";

  /** What a command printed, and its exit code. */
  record Result(int code, String out, String error) {}

  Typist(Path home) {
    this.home = home;
  }

  Typist at(CannedServer server) {
    return in(Map.of("LUFFY_SERVER", server.url(), "LUFFY_TOKEN", "t"));
  }

  Typist in(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  void types(String text) {
    input = text;
  }

  Result luffy(String... arguments) {
    var out = new StringWriter();
    var error = new StringWriter();
    var luffy =
        new Luffy(
            new Connection(home, environment),
            () -> Instant.parse("2026-11-23T09:00:00Z"),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Optional.empty());
    int code =
        Main.commandLine(luffy)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(error, true))
            .execute(arguments);
    return new Result(code, out.toString(), error.toString());
  }
}
