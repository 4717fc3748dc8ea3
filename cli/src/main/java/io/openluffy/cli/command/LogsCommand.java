package io.openluffy.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The log of a build, or of a pod of an application. */
@Command(
    name = "logs",
    description = "Show the build log of a release, or the log of an application's pod.")
final class LogsCommand extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "RELEASE|APPLICATION",
      description = "A release, or with POD an application.")
  private String subject = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "POD", description = "One of its pods.")
  private @Nullable String pod;

  @Option(
      names = {"-f", "--follow"},
      description = "Stay and show what comes.")
  private boolean follow;

  @Option(names = "--tail", defaultValue = "200", description = "Lines of a pod (200).")
  private int tail = 200;

  @Override
  public Integer call() {
    var api = luffy().api();
    if (pod == null) {
      var path = "/api/v1/releases/" + Api.quote(subject) + "/log?follow=" + follow;
      try (var lines = api.lines(path)) {
        lines.forEach(luffy().output()::line);
      }
      return 0;
    }
    var path =
        ApplicationPath.of(
            subject, "/pods/" + Api.quote(pod) + "/logs?tailLines=" + tail + "&follow=" + follow);
    try (var lines = api.lines(path)) {
      lines.filter(line -> !line.isBlank()).forEach(line -> luffy().output().line(content(line)));
    }
    return 0;
  }

  private static String content(String line) {
    try {
      return Api.JSON.readTree(line).at("/result/content").asText();
    } catch (JsonProcessingException e) {
      throw new ApiException(ApiException.REFUSED, "cut-off", "The log was cut off.");
    }
  }
}
