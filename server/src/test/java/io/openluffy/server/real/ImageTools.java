package io.openluffy.server.real;

import io.openluffy.kernel.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** skopeo and buildah, with a store of their own. */
record ImageTools(Path folder, RegistrySite site) {

  static Optional<ImageTools> find(Path folder, RegistrySite site) throws IOException {
    if (!Files.isExecutable(Path.of("/usr/bin/skopeo"))
        || !Files.isExecutable(Path.of("/usr/bin/buildah"))) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("auth.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(site.address(), site.authorization().substring("Basic ".length())));
    Files.writeString(
        folder.resolve("policy.json"), "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
    return Optional.of(new ImageTools(folder, site));
  }

  /** An image of one file, built without running anything, and pushed. */
  void build(String name, String image, String text) throws IOException {
    var context = Files.createDirectories(folder.resolve(name));
    Files.writeString(context.resolve("text"), text);
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY text /text\n");
    buildah("build", "-q", "-t", name, context.toString());
    buildah("push", "-q", "--tls-verify=false", name, at(image));
  }

  void index(String image, List<String> parts) {
    buildah("manifest", "create", "list");
    for (var part : parts) {
      buildah("manifest", "add", "--tls-verify=false", "list", at(part));
    }
    buildah(
        "manifest", "push", "--all", "--format", "oci", "--tls-verify=false", "list", at(image));
  }

  /** The digest that the copy has, by skopeo's own account. */
  String copyAll(String from, String to) throws IOException {
    var file = folder.resolve("copied");
    skopeo(
        "copy",
        "-q",
        "--all",
        "--preserve-digests",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "--digestfile",
        file.toString(),
        at(from),
        at(to));
    return Files.readString(file).strip();
  }

  String digest(String image) {
    return RegistrySite.digest(
        skopeo("inspect", "--raw", "--tls-verify=false", at(image))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  int pulledLayers(String image) throws IOException {
    var into = folder.resolve("pulled");
    skopeo("copy", "-q", "--all", "--src-tls-verify=false", at(image), "oci:" + into + ":it");
    try (var blobs = Files.list(into.resolve("blobs/sha256"))) {
      return (int) blobs.count();
    }
  }

  List<String> tags(String repository) {
    var found = new ArrayList<String>();
    Json.tree(skopeo("list-tags", "--tls-verify=false", at(repository)))
        .path("Tags")
        .forEach(tag -> found.add(tag.asText()));
    return found;
  }

  void delete(String image) {
    skopeo("delete", "--tls-verify=false", at(image));
  }

  private String at(String image) {
    return "docker://" + site.address() + "/" + image;
  }

  private String skopeo(String... arguments) {
    return run(
        "/usr/bin/skopeo",
        List.of("--policy", folder.resolve("policy.json").toString()),
        arguments);
  }

  private void buildah(String... arguments) {
    run(
        "/usr/bin/buildah",
        List.of(
            "--root", folder.resolve("root").toString(),
            "--runroot", folder.resolve("runroot").toString(),
            "--storage-driver", "vfs"),
        arguments);
  }

  private String run(String program, List<String> before, String... arguments) {
    var command = new ArrayList<String>();
    command.add(program);
    command.addAll(before);
    command.addAll(List.of(arguments));
    var environment =
        Map.of(
            "REGISTRY_AUTH_FILE", folder.resolve("auth.json").toString(),
            "BUILDAH_ISOLATION", "chroot",
            "HOME", folder.toString());
    return Program.run(folder, environment, command).orFail();
  }
}
