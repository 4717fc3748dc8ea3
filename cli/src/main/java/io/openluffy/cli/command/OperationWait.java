package io.openluffy.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.terminal.Output;

/** Follows the stream of applications until the operation of one has ended. */
final class OperationWait {
  private final Api api;
  private final Output output;
  private String said = "";

  OperationWait(Api api, Output output) {
    this.api = api;
    this.output = output;
  }

  /** The Application after its operation. */
  JsonNode untilEnd(String path) {
    var now = api.get(path);
    var name = now.at("/metadata/name").asText();
    if (ended(now)) {
      return now;
    }
    try (var lines = api.lines("/api/v1/stream/applications")) {
      for (var it = lines.iterator(); it.hasNext(); ) {
        var line = it.next();
        if (line.startsWith("data:")) {
          var app = parse(line.substring(5)).at("/result/application");
          if (app.at("/metadata/name").asText().equals(name)) {
            say(app);
            if (ended(app)) {
              return app;
            }
          }
        }
      }
    }
    return api.get(path);
  }

  private void say(JsonNode app) {
    var message = app.at("/status/operationState/message").asText("");
    if (output.forPeople() && !message.isEmpty() && !message.equals(said)) {
      output.line("  " + message);
      said = message;
    }
  }

  private static boolean ended(JsonNode app) {
    var phase = app.at("/status/operationState/phase").asText("");
    return !app.has("operation")
        && (phase.equals("Succeeded") || phase.equals("Failed") || phase.equals("Error"));
  }

  private static JsonNode parse(String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Api.JSON.createObjectNode();
    }
  }
}
