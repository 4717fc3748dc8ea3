package io.openluffy.application.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.openluffy.application.spec.DirectorySpec;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the manifests of a plain folder: YAML and JSON files, in the order of their paths. */
final class DirectorySource {
  private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)");
  private static final String SKIP = "+argocd:skip-file-rendering";

  private final SourceTree tree;
  private final RenderLimits limits;
  private final ObjectMapper json;
  private final ManifestReader manifests;
  private final List<Problem> warnings = new ArrayList<>();
  private long bytes;
  private int files;

  DirectorySource(SourceTree tree, RenderLimits limits) {
    this.tree = tree;
    this.limits = limits;
    this.manifests = new ManifestReader(limits);
    this.json = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength((int) Math.min(Integer.MAX_VALUE, limits.manifestBytes()))
                .build());
  }

  Rendered render(Path folder, DirectorySpec spec) {
    walk(folder, folder, spec);
    return new Rendered(manifests.found(), warnings);
  }

  private void walk(Path folder, Path base, DirectorySpec spec) {
    List<Path> entries;
    try (var listed = Files.list(folder)) {
      entries = listed.sorted().toList();
    } catch (IOException e) {
      throw RenderProblems.disk("Reading the folder " + tree.shown(folder), e);
    }
    for (var entry : entries) {
      if (++files > limits.sourceFiles()) {
        throw RenderProblems.tooMuch(
            "The number of files",
            String.valueOf(limits.sourceFiles()),
            Where.of(tree.shown(base)));
      }
      if (Files.isDirectory(entry, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        if (spec.recurse() && !entry.getFileName().toString().equals(".git")) {
          walk(entry, base, spec);
        }
      } else if (MANIFEST.matcher(entry.getFileName().toString()).matches()
          && wanted(base.relativize(entry).toString(), spec)) {
        real(entry).ifPresent(file -> read(entry, file));
      }
    }
  }

  private static boolean wanted(String path, DirectorySpec spec) {
    return (spec.include().isEmpty() || Glob.loose(spec.include()).matcher(path).matches())
        && (spec.exclude().isEmpty() || !Glob.loose(spec.exclude()).matcher(path).matches());
  }

  /** Empty for links to nowhere and for links to folders. */
  private Optional<Path> real(Path entry) {
    var file = tree.followed(entry, tree.shown(entry));
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      warnings.add(
          Problem.user(
              "render.not-a-file",
              "This is no regular file, so it was left out.",
              Where.of(tree.shown(entry)),
              ""));
      return Optional.empty();
    }
    return file;
  }

  private void read(Path entry, Path file) {
    var shown = tree.shown(entry);
    var text = text(file, shown);
    if (text.contains(SKIP)) {
      return;
    }
    var name = entry.getFileName().toString();
    if (name.endsWith(".jsonnet")) {
      throw RenderProblems.bad(
          "jsonnet",
          "Jsonnet can't be evaluated.",
          Where.of(shown),
          "Exclude it with directory.exclude, or commit what it generates.");
    }
    if (name.endsWith(".json")) {
      readJson(text, shown);
    } else {
      readYaml(text, shown);
    }
  }

  private String text(Path file, String shown) {
    try {
      bytes += Files.size(file);
      if (bytes > limits.manifestBytes()) {
        throw RenderProblems.bad(
            "too-large",
            "The source exceeded max combined manifest file size of "
                + RenderProblems.bytes(limits.manifestBytes())
                + ".",
            Where.of(shown),
            "Split the application, or leave files out with directory.exclude.");
      }
      return TextFiles.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw RenderProblems.disk("Reading " + shown, e);
    }
  }

  private void readJson(String text, String shown) {
    if (text.isBlank()) {
      return;
    }
    try {
      manifests.read(json.readTree(text), Where.at(shown, 1, 1));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw RenderProblems.bad(
          "malformed-json",
          "This JSON can't be read: " + e.getOriginalMessage(),
          at == null ? Where.of(shown) : Where.at(shown, at.getLineNr(), at.getColumnNr()),
          "A JSON file holds one object; use a List for several.");
    }
  }

  /** A file that can't be read is left out unless it is plainly meant as a manifest. */
  private void readYaml(String text, String shown) {
    var documents = new ArrayList<YamlReader.Document>();
    try {
      YamlReader.each(text, shown, limits, document -> add(documents, document, shown));
    } catch (ProblemException e) {
      var limit = e.problem().code().equals("render.too-large");
      if (limit || !documents.isEmpty() || looksLikeManifest(text)) {
        throw e;
      }
      return;
    }
    documents.forEach(one -> manifests.read(one.json(), Where.at(shown, one.line(), 1)));
  }

  private static void add(
      List<YamlReader.Document> documents, YamlReader.Document document, String shown) {
    if (document.json().isNull()) {
      return;
    }
    if (!document.json().isObject() || !document.json().path("kind").isTextual()) {
      throw RenderProblems.bad(
          "not-a-manifest",
          "Object 'Kind' is missing.",
          Where.at(shown, document.line(), 1),
          "Write apiVersion and kind, or exclude the file.");
    }
    documents.add(document);
  }

  private static boolean looksLikeManifest(String text) {
    return text.contains("apiVersion:") && text.contains("kind:") && text.contains("metadata:");
  }
}
