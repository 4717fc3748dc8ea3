package io.openluffy.server.real;

import io.openluffy.kernel.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** What the server's registry holds, asked as any client of registries does. */
record Images(String page, String user, String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The digest of each tag of a repository. */
  Map<String, String> tags(String repository) {
    var found = new TreeMap<String, String>();
    var list = Json.tree(ask("GET", "/v2/" + repository + "/tags/list?n=1000").body());
    for (var tag : list.path("tags")) {
      var manifest = ask("HEAD", "/v2/" + repository + "/manifests/" + tag.asText());
      found.put(tag.asText(), manifest.headers().firstValue("Docker-Content-Digest").orElseThrow());
    }
    return found;
  }

  private HttpResponse<String> ask(String method, String path) {
    var basic =
        Base64.getEncoder().encodeToString((user + ":" + token).getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(page + path))
            .header("Authorization", "Basic " + basic)
            .header("Accept", "*/*")
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      var answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
