package io.openluffy.playground.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.store.Json;
import java.util.Set;

/**
 * Follows a manifest to all that belongs to it; fails when any of it is missing.
 *
 * @param found what was met
 */
record Pull(SweptWorld world, String repository, Set<Digest> found) {

  void manifest(String digest) {
    var answer = get("manifests/" + digest);
    if (!found.add(Digest.parse(digest).orElseThrow())) {
      return;
    }
    var document = Json.tree(answer);
    document.path("manifests").forEach(part -> manifest(part.path("digest").asText()));
    document.path("layers").forEach(layer -> blob(layer.path("digest").asText()));
    if (document.has("config")) {
      blob(document.at("/config/digest").asText());
    }
    for (var referrer : Json.tree(get("referrers/" + digest)).path("manifests")) {
      manifest(referrer.path("digest").asText());
    }
  }

  private void blob(String digest) {
    get("blobs/" + digest);
    found.add(Digest.parse(digest).orElseThrow());
  }

  private String get(String path) {
    var answer = world.ask("GET", "/v2/" + repository + "/" + path, "", "");
    assertThat(answer.status()).as("%s of %s", path, repository).isEqualTo(200);
    return answer.text();
  }
}
