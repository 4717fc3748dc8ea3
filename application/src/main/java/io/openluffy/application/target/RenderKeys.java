package io.openluffy.application.target;

import io.openluffy.application.spec.SourceSpec;
import java.util.ArrayList;
import java.util.List;

/** Names all that a rendering depends on, and nothing else, so that nothing is rendered twice. */
final class RenderKeys {
  private final String renderer;
  private final SourceTrees trees;

  RenderKeys(String renderer, SourceTrees trees) {
    this.renderer = renderer;
    this.trees = trees;
  }

  String of(SourceAt at) {
    var source = at.source();
    var folder = at.folder();
    var parts = new ArrayList<String>();
    parts.add(renderer);
    parts.add(at.name().toString());
    parts.add(at.spec().destination().namespace());
    parts.add(folder.path() + "=" + folder.tree());
    parts.add(Digests.of(source.json().deepCopy().without(List.of("targetRevision", "repoURL"))));
    at.refs()
        .forEach(
            (ref, index) -> {
              var url = at.spec().sources().get(index).repoUrl();
              parts.add(ref + "=" + trees.root(url, at.revisions().get(index)).tree());
            });
    at.secrets().stream().map(one -> one.name() + "=" + one.version()).sorted().forEach(parts::add);
    if (usesVariables(source)) {
      parts.add(kinds(at));
      parts.add(source.json().path("repoURL") + " " + source.json().path("targetRevision"));
      at.variables().forEach((variable, value) -> parts.add(variable + "=" + value));
    }
    switch (trees.asksCluster(source, folder, at.revision())) {
      case NOTHING -> {}
      case VERSION -> parts.add(at.types().kubeVersion());
      case KINDS -> parts.add(kinds(at));
    }
    return Digests.of(String.join("\n", parts));
  }

  private static String kinds(SourceAt at) {
    return at.types().kubeVersion() + " " + String.join(",", at.types().apiVersions());
  }

  /** Only what the source itself writes is replaced; its files are not. */
  private static boolean usesVariables(SourceSpec source) {
    var text = source.json().toString();
    return text.contains("ARGOCD_") || text.contains("KUBE_");
  }
}
