package io.openluffy.playground.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.web.WebExchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** What there is: repositories, tags, and the manifests that refer to another. */
final class ListRoutes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST = 10_000;

  private final RegistryFiles files;

  ListRoutes(RegistryFiles files) {
    this.files = files;
  }

  Answer catalog(WebExchange exchange) throws IOException {
    return page(exchange, "/v2/_catalog", files.names(), "repositories", NODES.objectNode());
  }

  Answer tags(RepositoryName name, WebExchange exchange) throws IOException {
    var repository = files.repository(name);
    if (!repository.exists()) {
      return Answer.error(ErrorCode.NAME_UNKNOWN, "There is no repository " + name + ".");
    }
    var document = NODES.objectNode().put("name", name.value());
    return page(exchange, "/v2/" + name + "/tags/list", repository.tags(), "tags", document);
  }

  Answer referrers(RepositoryName name, String text, WebExchange exchange) throws IOException {
    var subject = Digest.parse(text);
    if (subject.isEmpty()) {
      return Answer.error(ErrorCode.DIGEST_INVALID, "'" + text + "' is no digest.");
    }
    var wanted = exchange.query("artifactType").stream().findFirst();
    var repository = files.repository(name);
    var manifests = NODES.arrayNode();
    for (var digest : repository.referrersOf(subject.get())) {
      var type = repository.manifestType(digest);
      if (type.isPresent()) {
        var descriptor = descriptor(digest, type.get());
        if (wanted.isEmpty() || wanted.get().equals(descriptor.path("artifactType").asText())) {
          manifests.add(descriptor);
        }
      }
    }
    var index =
        NODES.objectNode().put("schemaVersion", 2).put("mediaType", ManifestDocument.OCI_INDEX);
    index.set("manifests", manifests);
    var bytes = index.toString().getBytes(StandardCharsets.UTF_8);
    var answer = Answer.bytes(200, ManifestDocument.OCI_INDEX, bytes);
    return wanted.isPresent() ? answer.with("OCI-Filters-Applied", "artifactType") : answer;
  }

  private ObjectNode descriptor(Digest digest, String type) throws IOException {
    var content = Files.readAllBytes(files.content(digest));
    var document = ManifestDocument.read(content, type);
    var descriptor =
        NODES
            .objectNode()
            .put("mediaType", type)
            .put("digest", digest.toString())
            .put("size", content.length);
    if (!document.artifactType().isEmpty()) {
      descriptor.put("artifactType", document.artifactType());
    }
    if (document.annotations().isObject()) {
      descriptor.set("annotations", document.annotations());
    }
    return descriptor;
  }

  private static Answer page(
      WebExchange exchange, String path, List<String> all, String field, ObjectNode document) {
    var asked = exchange.query("n").stream().findFirst();
    if (asked.isPresent() && !asked.get().matches("\\d{1,9}")) {
      return Answer.error(
          ErrorCode.PAGINATION_NUMBER_INVALID, "n must be a whole number, not " + asked.get());
    }
    var limit = asked.map(Integer::parseInt).map(n -> Math.min(n, MOST)).orElse(MOST);
    var last = exchange.query("last").stream().findFirst().orElse("");
    var left = all.stream().filter(name -> name.compareTo(last) > 0).toList();
    var shown = left.subList(0, Math.min(limit, left.size()));
    var list = document.putArray(field);
    shown.forEach(list::add);
    var answer = Answer.json(200, document);
    if (shown.isEmpty() || shown.size() == left.size()) {
      return answer;
    }
    var next = URLEncoder.encode(shown.getLast(), StandardCharsets.UTF_8);
    return answer.with("Link", "<" + path + "?n=" + limit + "&last=" + next + ">; rel=\"next\"");
  }
}
