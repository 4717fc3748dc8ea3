package io.openluffy.server.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The requests of {@code requests.tsv}, and what a registry answered to each. */
final class RegistryRequests {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
  private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");
  private static final List<String> HEADERS =
      List.of(
          "Content-Type",
          "Content-Length",
          "Docker-Content-Digest",
          "Range",
          "Content-Range",
          "Link",
          "Etag",
          "Docker-Distribution-Api-Version",
          "Docker-Upload-UUID",
          "Location",
          "Allow");

  private final RegistrySite site;
  private final Map<String, String> texts = new HashMap<>();
  private String upload = "";

  RegistryRequests(RegistrySite site) {
    this.site = site;
  }

  /** By the name of the request: what there is to compare. */
  Map<String, Map<String, String>> answers() {
    var answers = new LinkedHashMap<String, Map<String, String>>();
    for (var line : lines()) {
      var parts = line.split("\t", -1);
      if (line.startsWith("= ")) {
        texts.put(parts[0].substring(2), filled(parts[1]));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        answers.put(parts[0], answer(parts[1], path(parts[2]), parts[3], filled(parts[4])));
      }
    }
    return answers;
  }

  private Map<String, String> answer(String method, String path, String headers, String body) {
    var sent = new TreeMap<String, String>();
    for (var header : filled(headers).split("; ")) {
      if (!header.isEmpty()) {
        sent.put(
            header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
      }
    }
    try {
      var answer = site.send(method, path, sent, body.getBytes(StandardCharsets.UTF_8));
      answer
          .headers()
          .firstValue("Location")
          .filter(location -> location.contains("/uploads/"))
          .ifPresent(location -> upload = location.replaceFirst("^http://[^/]*", ""));
      return compared(method, answer);
    } catch (UncheckedIOException e) {
      return Map.of("status", "less than was promised");
    }
  }

  private static Map<String, String> compared(String method, HttpResponse<byte[]> answer) {
    var found = new TreeMap<String, String>();
    found.put("status", String.valueOf(answer.statusCode()));
    for (var name : HEADERS) {
      answer.headers().firstValue(name).ifPresent(value -> found.put(name, plain(value)));
    }
    found.computeIfPresent(
        "Allow",
        (allow, value) -> Stream.of(value.split(", ")).sorted().collect(Collectors.joining(", ")));
    if (answer.body().length == 0 && !method.equals("HEAD")) {
      found.keySet().removeAll(List.of("Content-Type", "Content-Length"));
    } else if (found.getOrDefault("Content-Type", "").contains("json")) {
      var document = method.equals("HEAD") ? Json.tree("{}") : Json.tree(text(answer));
      var code = document.at("/errors/0/code").asText();
      found.put("body", code.isEmpty() ? sorted(document) : code);
      if (answer.statusCode() != 200 || document.has("tags") || document.has("repositories")) {
        found.remove("Content-Length");
      }
    }
    return found;
  }

  /** A registry may list tags in any order when nobody asks for a page. */
  private static String sorted(JsonNode document) {
    return document.has("tags")
        ? document.path("tags").valueStream().map(JsonNode::asText).sorted().toList().toString()
        : document.toString();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String plain(String header) {
    return UPLOAD
        .matcher(header.replaceFirst("^http://[^/]*", "").replaceFirst("\\?_state=.*", ""))
        .replaceAll("ID")
        .replaceFirst("; charset=utf-8$", "");
  }

  private String path(String path) {
    var whole = filled(path);
    return whole.contains("?") ? whole : whole.replaceFirst("&", "?");
  }

  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String name) {
    if (name.equals("upload")) {
      return upload;
    }
    var text =
        texts
            .getOrDefault(name.replaceFirst("^(sha|len):", ""), "")
            .getBytes(StandardCharsets.UTF_8);
    if (name.startsWith("sha:")) {
      return RegistrySite.digest(text);
    }
    return name.startsWith("len:")
        ? String.valueOf(text.length)
        : new String(text, StandardCharsets.UTF_8);
  }

  private static List<String> lines() {
    return lines("requests.tsv");
  }

  /** Where ours means to answer otherwise: by the name of the request, what differs. */
  static Map<String, String> differentOnPurpose() {
    var found = new TreeMap<String, String>();
    for (var line : lines("differences.tsv")) {
      var parts = line.split("\t", -1);
      if (!line.startsWith("#")) {
        found.put(parts[0], parts[2]);
      }
    }
    return found;
  }

  private static List<String> lines(String file) {
    try (var in = RegistryRequests.class.getResourceAsStream("/registry/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
