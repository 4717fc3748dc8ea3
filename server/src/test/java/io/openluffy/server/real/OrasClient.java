package io.openluffy.server.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** oras at a registry, beside another one: each command, what it says and how it ends. */
final class OrasClient {
  private static final String TEXT = "the text";

  private final Path program;
  private final RegistrySite here;
  private final RegistrySite there;
  private final Path folder;
  private final Story story = new Story();

  OrasClient(Path program, RegistrySite here, RegistrySite there, Path folder) throws IOException {
    this.program = program;
    this.here = here;
    this.there = there;
    this.folder = Files.createDirectories(folder);
    var big = new byte[3 << 20];
    new Random(3).nextBytes(big);
    Files.write(folder.resolve("big"), big);
    Files.writeString(folder.resolve("text"), TEXT);
    Files.writeString(folder.resolve("signature"), "signed");
    Files.writeString(folder.resolve("parts"), "[]");
    Files.writeString(folder.resolve("alone"), "a blob alone");
    Files.writeString(folder.resolve("config.json"), auths(here, there));
  }

  /** It is built beside the conformance tests. */
  static Optional<Path> program() {
    return Conformance.program()
        .map(tests -> tests.resolveSibling("oras"))
        .filter(Files::isExecutable);
  }

  private static String auths(RegistrySite... sites) {
    return Stream.of(sites)
        .filter(site -> !site.user().isEmpty())
        .map(
            site ->
                "\"%s\":{\"auth\":\"%s\"}"
                    .formatted(site.address(), site.authorization().substring("Basic ".length())))
        .collect(Collectors.joining(",", "{\"auths\":{", "}}"));
  }

  Story story() {
    return story;
  }

  /** The steps that docker-registry answers in another way, and why. */
  static Map<String, String> differentOnPurpose() {
    return Map.of(
        "tags of no repository",
        "oras shows what the registry says, and ours says it in a sentence",
        "repositories",
        "docker-registry goes on to list a repository that has nothing left");
  }

  void push() {
    var files = " text:text/plain big:application/octet-stream";
    sayDated("push", "push HERE/oras/app:1 --artifact-type application/vnd.example.app" + files);
    sayDated("push again, tagged more", "push HERE/oras/app:1,2,latest" + files);
    sayDated(
        "push with a config",
        "push HERE/oras/other:1 --config text:application/vnd.oci.image.config.v1+json signature");
    say("tag", "tag HERE/oras/app:1 stable also");
    say("tag what is not there", "tag HERE/oras/app:missing never");
    say("resolve", "resolve HERE/oras/app:stable");
    say("resolve what is not there", "resolve HERE/oras/app:missing");
    say("tags", "repo tags HERE/oras/app");
    say("tags of no repository", "repo tags HERE/oras/nothing");
    say("fetch a manifest", "manifest fetch HERE/oras/app:1");
    say("fetch a descriptor", "manifest fetch --descriptor HERE/oras/app:1");
    say("fetch a config", "manifest fetch-config HERE/oras/other:1");
    say("pull", "pull HERE/oras/app:1 --output app");
    say("pull what is not there", "pull HERE/oras/app:missing");
    pulled("app");
  }

  void attach() {
    attach("attach a signature", "application/vnd.example.signature", "signature");
    attach("attach a list of parts", "application/vnd.example.parts", "parts");
    say("discover", "discover --format json HERE/oras/app:1");
    var ofType = "discover --format json --artifact-type application/vnd.example.parts ";
    say("discover by type", ofType + "HERE/oras/app:1");
    say("discover where nothing is", "discover --format json HERE/oras/other:1");
    say("tags beside what is attached", "repo tags --exclude-digest-tags HERE/oras/app");
  }

  private void attach(String step, String type, String file) {
    sayDated(step, "attach --artifact-type " + type + " HERE/oras/app:1 " + file + ":text/plain");
  }

  void blobs() {
    var text = "HERE/oras/app@" + RegistrySite.digest(TEXT.getBytes(UTF_8));
    var alone = "HERE/oras/app@" + RegistrySite.digest("a blob alone".getBytes(UTF_8));
    say("fetch a blob", "blob fetch --output - " + text);
    say("describe a blob", "blob fetch --descriptor " + text);
    say("push a blob", "blob push HERE/oras/app alone");
    say("fetch the blob", "blob fetch --output - " + alone);
    say("delete the blob", "blob delete --force " + alone);
    say("describe the blob that went", "blob fetch --descriptor " + alone);
  }

  /** What lies there afterwards is looked at there. */
  void copy() {
    say("copy within", "cp HERE/oras/app:1 HERE/oras/again:1");
    say("resolve the copy within", "resolve HERE/oras/again:1");
    say("copy to the other", "cp -r HERE/oras/app:1 THERE/oras/copied:1,2");
    say("resolve the copy", "resolve THERE/oras/copied:2");
    say("discover at the copy", "discover --format json THERE/oras/copied:1");
    say("pull the copy", "pull THERE/oras/copied:1 --output copied");
    pulled("copied");
  }

  void delete() {
    say("delete a manifest", "manifest delete --force HERE/oras/other:1");
    say("resolve what was deleted", "resolve HERE/oras/other:1");
    say("delete it again", "manifest delete --force HERE/oras/other:1");
    say("delete what has many tags", "manifest delete --force HERE/oras/app:2");
    say("resolve another tag of it", "resolve HERE/oras/app:1");
    say("pull it", "pull HERE/oras/app:stable");
    say("repositories", "repo ls HERE/oras");
  }

  private void pulled(String into) {
    try {
      var files = new ArrayList<String>();
      for (var name : List.of("text", "big")) {
        var pulled = folder.resolve(into).resolve(name);
        files.add(Files.exists(pulled) ? RegistrySite.digest(Files.readAllBytes(pulled)) : "none");
      }
      story.tell("files in " + into, files.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a fixed date, as it is part of the digest. */
  private void sayDated(String step, String words) {
    say(step, words + " --annotation org.opencontainers.image.created=2026-01-01T00:00:00Z");
  }

  private void say(String step, String words) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    Stream.of(words.split(" ")).map(this::named).forEach(command::add);
    command.addAll(
        words.startsWith("cp ")
            ? List.of("--from-plain-http", "--to-plain-http")
            : List.of("--plain-http"));
    var run = Program.run(folder, Map.of("DOCKER_CONFIG", folder.toString()), command);
    story.tell(step, run.code() + "\n" + plain(run.output()));
  }

  private String named(String word) {
    return word.replace("THERE", there.address()).replace("HERE", here.address());
  }

  /** What goes up or comes down at once is told in any order. */
  private String plain(String output) {
    return output
        .replace(here.address(), "HERE")
        .replace(there.address(), "THERE")
        .lines()
        .map(line -> line.replaceFirst(",$", ""))
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
