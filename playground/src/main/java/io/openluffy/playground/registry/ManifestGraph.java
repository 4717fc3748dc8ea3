package io.openluffy.playground.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which manifests and blobs the manifests of a repository keep: parts of an index, referrers. */
final class ManifestGraph {
  private final Map<Digest, Node> nodes;
  private final Map<Digest, List<Digest>> referrers = new HashMap<>();

  private record Node(List<Digest> parts, Set<Digest> blobs, Optional<Digest> subject) {}

  private ManifestGraph(Map<Digest, Node> nodes) {
    this.nodes = nodes;
    nodes.forEach(
        (digest, node) ->
            node.subject.ifPresent(
                subject ->
                    referrers.computeIfAbsent(subject, none -> new ArrayList<>()).add(digest)));
  }

  /** Reads all manifests of the repository. */
  static ManifestGraph of(RegistryFiles files, RepositoryFiles repository) throws IOException {
    var nodes = new HashMap<Digest, Node>();
    for (var digest : repository.manifests()) {
      var type = repository.manifestType(digest);
      if (type.isPresent()) {
        nodes.put(digest, node(digest, Files.readAllBytes(files.content(digest)), type.get()));
      }
    }
    return new ManifestGraph(nodes);
  }

  private static Node node(Digest digest, byte[] content, String type) throws IOException {
    try {
      var document = ManifestDocument.read(content, type);
      var parts =
          document.manifests().stream()
              .flatMap(part -> ManifestDocument.digest(part).stream())
              .toList();
      var blobs = new HashSet<>(document.layers());
      document.config().ifPresent(blobs::add);
      return new Node(parts, blobs, document.subject());
    } catch (IOException e) {
      throw new UnreadableManifest(digest, e);
    }
  }

  Set<Digest> manifests() {
    return nodes.keySet();
  }

  Set<Digest> blobs(Digest manifest) {
    var node = nodes.get(manifest);
    return node == null ? Set.of() : node.blobs;
  }

  Optional<Digest> subject(Digest manifest) {
    return Optional.ofNullable(nodes.get(manifest)).flatMap(Node::subject);
  }

  /** These and all that they keep. */
  Set<Digest> keptBy(Set<Digest> roots) {
    return reached(roots, this::keeps);
  }

  /**
   * Divides manifests so that each is together with those of them that it keeps or is kept by:
   * either all of such a group go, or none.
   */
  List<Set<Digest>> groups(Set<Digest> among) {
    var neighbours = new HashMap<Digest, List<Digest>>();
    for (var one : among) {
      for (var other : keeps(one)) {
        if (among.contains(other)) {
          neighbours.computeIfAbsent(one, none -> new ArrayList<>()).add(other);
          neighbours.computeIfAbsent(other, none -> new ArrayList<>()).add(one);
        }
      }
    }
    var groups = new ArrayList<Set<Digest>>();
    var done = new HashSet<Digest>();
    for (var one : among) {
      if (!done.contains(one)) {
        var group = reached(Set.of(one), each -> neighbours.getOrDefault(each, List.of()));
        done.addAll(group);
        groups.add(group);
      }
    }
    return groups;
  }

  private List<Digest> keeps(Digest manifest) {
    var kept = new ArrayList<>(referrers.getOrDefault(manifest, List.of()));
    var node = nodes.get(manifest);
    if (node != null) {
      kept.addAll(node.parts);
    }
    return kept;
  }

  private static Set<Digest> reached(Set<Digest> from, Function<Digest, List<Digest>> onwards) {
    var found = new HashSet<Digest>();
    var next = new ArrayDeque<>(from);
    while (!next.isEmpty()) {
      var one = next.remove();
      if (found.add(one)) {
        next.addAll(onwards.apply(one));
      }
    }
    return found;
  }
}
