package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.terminal.TextTable;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server's own image registry. */
@Command(
    name = "registry",
    description = "Sweep the server's own image registry.",
    subcommands = RegistryCommand.Sweep.class)
final class RegistryCommand extends GroupCommand {
  private static final String PATH = "/api/v1/registry/sweep";

  /** Does now what is done once a day. */
  @Command(
      name = "sweep",
      description = "Remove now what nobody used for a week; done once a day anyway. For admins.")
  static final class Sweep extends ClientCommand {
    @Option(
        names = "--dry-run",
        description = "Only show what would go, and what protects the rest.")
    private boolean dryRun;

    @Override
    public Integer call() {
      var api = luffy().api();
      var swept = dryRun ? api.get(PATH) : api.post(PATH, Map.of());
      luffy().output().print(swept, () -> table(swept) + names(swept));
      return 0;
    }

    private String table(JsonNode swept) {
      var kept = swept.path("kept");
      return new TextTable(dryRun ? "WOULD GO" : "GONE", "")
          .row("manifests", swept.path("manifests").asText())
          .row("blobs", swept.path("blobs").asText())
          .row("uploads", swept.path("uploads").asText())
          .row("disk", mebibytes(swept.path("bytes").asLong()))
          .row("", "")
          .row("STAYS", "")
          .row("manifests with a tag", kept.path("tagged").asText())
          .row("manifests in use elsewhere", kept.path("inUse").asText())
          .row("manifests of this week", kept.path("young").asText())
          .row("manifests that belong to these", kept.path("related").asText())
          .row("blobs of manifests", kept.path("named").asText())
          .row("other blobs of this week", kept.path("youngBlobs").asText())
          .toString();
    }

    private String names(JsonNode swept) {
      var all = new StringBuilder();
      if (dryRun && !swept.path("names").isEmpty()) {
        all.append('\n');
        swept.path("names").forEach(name -> all.append(name.asText()).append('\n'));
      }
      return all.toString();
    }

    private static String mebibytes(long bytes) {
      return String.format(java.util.Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
  }
}
