package io.openluffy.application.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks through an overlay and all it builds on before Kustomize does, which would fetch whatever
 * looks like an address and enter any folder of the machine.
 */
final class KustomizationGuard {
  private static final List<String> FOLDERS_OR_FILES =
      List.of("resources", "bases", "components", "crds", "configurations");
  private static final List<String> PLUGINS = List.of("generators", "transformers", "validators");
  private static final Pattern URL = Pattern.compile("(?i)(?:\\w+=)?[a-z][a-z0-9+.-]*://.*");
  private static final Pattern REMOTE =
      Pattern.compile(
          "(?i)(git@|git::|gh:|[a-z0-9-]+@[^/]+:|(www\\.)?(github|gitlab|bitbucket)\\.\\w+[/:]).*"
              + "|.*(\\?|&)(ref|version|timeout|submodules)=.*|.*\\.git(//.*|/?$)");
  private static final Pattern FETCHED = Pattern.compile("(?im)[:=\\-]\\s*[\"']?https?://");

  private final SourceTree tree;
  private final RenderLimits limits;
  private final Set<Path> seen = new HashSet<>();

  KustomizationGuard(SourceTree tree, RenderLimits limits) {
    this.tree = tree;
    this.limits = limits;
  }

  void check(Path overlay) {
    if (seen.add(overlay)) {
      if (seen.size() > limits.sourceFiles()) {
        throw RenderProblems.tooMuch(
            "The number of overlays", String.valueOf(limits.sourceFiles()), Where.NOWHERE);
      }
      var file = file(overlay);
      check(read(file), overlay, file);
    }
  }

  /** The file that makes a folder an overlay. */
  Path file(Path overlay) {
    for (var name : SourceKind.KUSTOMIZATIONS) {
      if (Files.isRegularFile(overlay.resolve(name))) {
        return tree.inside(overlay.resolve(name), name);
      }
    }
    throw RenderProblems.bad(
        "no-kustomization",
        "kustomization file not found in the path.",
        Where.of(tree.shown(overlay)),
        "Add a kustomization.yaml.");
  }

  ObjectNode read(Path file) {
    var shown = tree.shown(file);
    var documents = new ArrayList<JsonNode>();
    YamlReader.each(text(file), shown, limits, document -> documents.add(document.json()));
    if (documents.size() == 1 && documents.getFirst() instanceof ObjectNode kustomization) {
      return kustomization;
    }
    throw RenderProblems.bad(
        "bad-kustomization", "A kustomization is one map.", Where.of(shown), "Correct it.");
  }

  private String text(Path file) {
    try {
      new CopyBudget(limits).take(Files.size(file), tree.shown(file));
      return TextFiles.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw RenderProblems.disk("Reading " + tree.shown(file), e);
    }
  }

  void check(ObjectNode kustomization, Path overlay, Path file) {
    var where = Where.of(tree.shown(file));
    for (var key : FOLDERS_OR_FILES) {
      kustomization.path(key).forEach(one -> local(one.asText(), key, overlay, where));
    }
    for (var key : PLUGINS) {
      kustomization.path(key).forEach(one -> plugin(one.asText(), key, overlay, where));
    }
    for (var key : List.of("configMapGenerator", "secretGenerator", "patches", "replacements")) {
      kustomization.path(key).forEach(one -> requireNoUrl(one, where.field(key)));
    }
    for (var key : List.of("patchesStrategicMerge", "patchesJson6902", "openapi")) {
      requireNoUrl(kustomization.path(key), where.field(key));
    }
  }

  private void local(String name, String key, Path overlay, Where where) {
    var isHere = isHere(name, overlay);
    if (!isHere && (URL.matcher(name).matches() || REMOTE.matcher(name).matches())) {
      throw remote(name, where.field(key));
    }
    if (isHere) {
      var path = tree.inside(overlay.resolve(name), key + " '" + name + "'");
      if (Files.isDirectory(path)) {
        check(path);
      }
    }
  }

  private static boolean isHere(String name, Path overlay) {
    try {
      return Files.exists(overlay.resolve(name), java.nio.file.LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private void plugin(String entry, String key, Path overlay, Where where) {
    if (entry.contains("\n")) {
      if (FETCHED.matcher(entry).find()) {
        throw remote("an inline configuration", where.field(key));
      }
      return;
    }
    local(entry, key, overlay, where);
    var file = overlay.resolve(entry);
    if (Files.isRegularFile(file)
        && FETCHED.matcher(text(tree.inside(file, key + " '" + entry + "'"))).find()) {
      throw remote(entry, where.field(key));
    }
  }

  private static void requireNoUrl(JsonNode node, Where where) {
    if (node.isTextual() && URL.matcher(node.asText()).matches()) {
      throw remote(node.asText(), where);
    }
    for (var one : node.properties()) {
      if (!one.getKey().equals("literals") && !one.getKey().equals("patch")) {
        requireNoUrl(one.getValue(), where);
      }
    }
    if (node.isArray()) {
      node.forEach(one -> requireNoUrl(one, where));
    }
  }

  private static RuntimeException remote(String name, Where where) {
    return RenderProblems.bad(
        "remote-base",
        "'" + name + "' lies elsewhere, and nothing is fetched while rendering.",
        where,
        "Copy it into the repository.");
  }
}
