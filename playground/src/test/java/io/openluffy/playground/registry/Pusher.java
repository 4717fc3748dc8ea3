package io.openluffy.playground.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Somebody who pushes one image, index or signature, a request at a time. What the registry said it
 * has is relied upon: the manifest that comes last must be taken.
 */
final class Pusher {
  private final SweptWorld world;
  private final Random chance;
  private final String repository;
  private final Deque<Runnable> requests = new ArrayDeque<>();
  private final List<String> blobs = new ArrayList<>();
  private final List<String> parts = new ArrayList<>();

  Pusher(SweptWorld world, Random chance) {
    this.world = world;
    this.chance = chance;
    repository = world.repository();
    if (chance.nextInt(3) == 0) {
      var known = world.manifestsOf(repository);
      for (var i = 0; i < Math.min(2, known.size()); i++) {
        var part = known.get(chance.nextInt(known.size()));
        requests.add(() -> part(part));
      }
      requests.add(this::index);
      return;
    }
    for (var i = 0; i <= chance.nextInt(4); i++) {
      var blob = world.blob();
      blobs.add(blob);
      requests.add(() -> blob(blob));
    }
    if (chance.nextInt(3) > 0) {
      requests.add(this::image); // else the blobs are all that ever comes
    }
  }

  boolean isBusy() {
    return !requests.isEmpty();
  }

  void step() {
    requests.remove().run();
  }

  void finish() {
    while (isBusy()) {
      step();
    }
  }

  /** As docker does: ask for it, else mount it from elsewhere, else send it. */
  private void blob(String content) {
    var digest = Digest.sha256(content.getBytes(UTF_8));
    if (ask("HEAD", "blobs/" + digest, "", "").status() == 200) {
      return;
    }
    var mount = chance.nextBoolean() ? "?mount=" + digest + "&from=" + world.repository() : "";
    var begun = ask("POST", "blobs/uploads/" + mount, "", "");
    if (begun.status() == 202 && chance.nextInt(10) > 0) {
      var location = begun.header("Location", "");
      requests.addFirst(() -> send(location + "?digest=" + digest, content));
    } else if (begun.status() == 202) {
      requests.clear(); // the pusher goes away and leaves its upload
    }
  }

  private void send(String location, String content) {
    assertThat(world.ask("PUT", location, content, "").status()).isEqualTo(201);
  }

  private void part(String digest) {
    if (ask("HEAD", "manifests/" + digest, "", "").status() == 200) {
      parts.add(digest);
    }
  }

  private void image() {
    var layers = blobs.stream().map(Pusher::descriptor).toList();
    var known = world.manifestsOf(repository);
    var subject =
        known.isEmpty() || chance.nextInt(4) > 0
            ? ""
            : ",\"subject\":{\"digest\":\"" + known.get(chance.nextInt(known.size())) + "\"}";
    put(
        "{\"schemaVersion\":2,\"config\":"
            + layers.getFirst()
            + ",\"layers\":["
            + String.join(",", layers)
            + "]"
            + subject
            + "}",
        ManifestDocument.OCI_MANIFEST);
  }

  private void index() {
    var listed = parts.stream().map(digest -> "{\"digest\":\"" + digest + "\"}").toList();
    put(
        "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", listed) + "]}",
        ManifestDocument.OCI_INDEX);
  }

  private void put(String manifest, String type) {
    var digest = Digest.sha256(manifest.getBytes(UTF_8)).toString();
    var reference = chance.nextInt(3) == 0 ? digest : world.tag();
    var answer = ask("PUT", "manifests/" + reference, manifest, type);
    assertThat(answer.status()).as("%s, of %s", answer.text(), manifest).isEqualTo(201);
    world.pushed(repository, digest);
  }

  private static String descriptor(String content) {
    return "{\"digest\":\"" + Digest.sha256(content.getBytes(UTF_8)) + "\"}";
  }

  private OneRequest ask(String method, String path, String body, String type) {
    return world.ask(method, "/v2/" + repository + "/" + path, body, type);
  }
}
