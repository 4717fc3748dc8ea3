package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.terminal.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Looks for what is wrong, and says what to do. */
@Command(name = "doctor", description = "Check the server and everything it depends on.")
final class DoctorCommand extends ClientCommand {
  private record Finding(String title, boolean good, String message) {}

  @Override
  public Integer call() {
    var findings = new ArrayList<Finding>();
    findings.add(check("This machine", this::machine));
    var server = check("Server", this::server);
    findings.add(server);
    Optional<Api> api = server.good() ? signedIn(findings) : Optional.empty();
    api.ifPresent(
        known -> {
          findings.add(check("Leader", () -> leader(known)));
          findings.add(check("Journal", () -> journal(known)));
          findings.add(check("Clock", () -> clock(known)));
          findings.addAll(checks("Projects", () -> projects(known)));
          findings.addAll(checks("Builds", () -> builds(known)));
          findings.addAll(checks("Cluster", () -> applications(known)));
        });
    var answer = Api.JSON.createArrayNode();
    for (Finding finding : findings) {
      answer
          .addObject()
          .put("title", finding.title())
          .put("good", finding.good())
          .put("message", finding.message());
    }
    luffy().output().print(answer, () -> words(findings));
    return findings.stream().allMatch(Finding::good) ? 0 : 1;
  }

  private String server() {
    var stranger = luffy().stranger();
    var version = stranger.get("/api/version").path("Version").asText();
    if (version.isEmpty()) {
      throw new ApiException(
          ApiException.REFUSED,
          "not-openluffy",
          "What answers at " + stranger.server() + " is no OpenLuffy server.");
    }
    return "answers at " + stranger.server() + ", version " + version;
  }

  private Optional<Api> signedIn(List<Finding> findings) {
    try {
      var api = luffy().api();
      var info = api.get("/api/v1/session/userinfo");
      var known = info.path("loggedIn").asBoolean();
      findings.add(
          new Finding(
              "Sign-in",
              known,
              known ? "as " + info.path("username").asText() : "nobody; run 'luffy login'"));
      return known ? Optional.of(api) : Optional.empty();
    } catch (ApiException e) {
      findings.add(new Finding("Sign-in", false, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private String machine() {
    var home = luffy().connection().home();
    var free = home.toFile().getUsableSpace() >> 20;
    if (home.toFile().exists() && free < 500) {
      throw new ApiException(
          ApiException.REFUSED, "disk", "only " + free + " MiB are free in " + home);
    }
    return "Java " + Runtime.version().feature() + ", " + free + " MiB free in " + home;
  }

  private static String leader(Api api) {
    var server = api.get("/api/v1/server");
    return server.path("leading").asBoolean()
        ? "this server works the controllers"
        : "another server works the controllers; this one serves";
  }

  private static String journal(Api api) {
    var verdict = api.post("/api/v1/journal/verify", Map.of());
    if (!verdict.path("intact").asBoolean()) {
      throw new ApiException(ApiException.REFUSED, "journal", verdict.path("message").asText());
    }
    return "intact, " + verdict.path("rows").asText() + " rows";
  }

  private static List<Finding> projects(Api api) {
    var findings = new ArrayList<Finding>();
    for (JsonNode project : api.get("/api/v1/projects")) {
      var problems = project.path("problems");
      findings.add(
          new Finding(
              "Project " + project.path("name").asText(),
              problems.isEmpty(),
              problems.isEmpty()
                  ? "configuration in force: "
                      + Words.sha(project.path("configCommit").asText("none"))
                  : Words.list(problems).stream()
                      .map(Words::problem)
                      .collect(Collectors.joining("\n"))));
    }
    return findings;
  }

  /** Tokens, sessions and windows are judged by the server's clock. */
  private String clock(Api api) {
    var there = Instant.parse(api.get("/api/v1/server").path("now").asText());
    var apart = Duration.between(there, luffy().now()).abs();
    if (apart.toSeconds() > 30) {
      throw new ApiException(
          ApiException.REFUSED,
          "clock",
          "the server's and this machine's are " + Times.words(apart) + " apart; set them by NTP");
    }
    return "the server's agrees with this machine's";
  }

  /** What did not get through, of each project the newest. */
  private static List<Finding> builds(Api api) {
    var findings = new ArrayList<Finding>();
    for (JsonNode broken : api.get("/api/v1/home").path("broken")) {
      if (!broken.path("title").asText().endsWith(": configuration")) {
        findings.add(
            new Finding(broken.path("title").asText(), false, broken.path("message").asText()));
      }
    }
    for (JsonNode promotion : api.get("/api/v1/home").path("running")) {
      var waits = promotion.path("wait");
      if (waits.path("reason").asText().equals("Problem") || promotion.has("problem")) {
        findings.add(
            new Finding(
                promotion.path("tag").asText() + " -> " + promotion.path("environment").asText(),
                false,
                Words.promotion(promotion)));
      }
    }
    return findings;
  }

  private static List<Finding> applications(Api api) {
    var findings = new ArrayList<Finding>();
    var items = api.get("/api/v1/applications").path("items");
    findings.add(new Finding("Cluster", true, "answers; " + items.size() + " applications"));
    for (JsonNode app : items) {
      for (JsonNode condition : app.at("/status/conditions")) {
        if (condition.path("type").asText().endsWith("Error")) {
          findings.add(
              new Finding(
                  "Application " + ApplicationPath.name(app),
                  false,
                  condition.path("type").asText() + ": " + condition.path("message").asText()));
        }
      }
    }
    return findings;
  }

  private static Finding check(String title, Supplier<String> look) {
    return checks(title, () -> List.of(new Finding(title, true, look.get()))).getFirst();
  }

  /** What can't be looked at is a finding, too. */
  private static List<Finding> checks(String title, Supplier<List<Finding>> look) {
    try {
      return look.get();
    } catch (ApiException e) {
      return List.of(new Finding(title, false, String.valueOf(e.getMessage())));
    }
  }

  private static String words(List<Finding> findings) {
    var text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(finding.good() ? "  ✓ " : "  ✗ ")
          .append(finding.title())
          .append(": ")
          .append(finding.message().replace("\n", "\n      "))
          .append('\n');
    }
    return text.toString();
  }
}
