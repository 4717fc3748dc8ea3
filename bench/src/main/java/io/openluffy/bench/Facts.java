package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The journal as it is written, read from the event stream. */
final class Facts implements AutoCloseable {
  private final InputStream stream;
  private final List<JsonNode> seen = new CopyOnWriteArrayList<>();

  Facts(Api api) throws IOException, InterruptedException {
    stream = api.stream("/api/v1/events?after=0");
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: {\"number\"")) {
          seen.add(Api.JSON.readTree(line.substring("data: ".length())));
        }
      }
    } catch (IOException e) {
      // The server or this run has ended.
    }
  }

  /** The first fact of a kind that fits, past or to come. */
  JsonNode await(String what, Predicate<JsonNode> fits) throws Exception {
    return Watch.until(
        what,
        () ->
            seen.stream()
                .filter(fact -> fact.path("what").asText().equals(what))
                .filter(fits)
                .findFirst());
  }

  /** How many rows were read until now. */
  int count() {
    return seen.size();
  }

  List<JsonNode> all(String what) {
    return seen.stream().filter(fact -> fact.path("what").asText().equals(what)).toList();
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
