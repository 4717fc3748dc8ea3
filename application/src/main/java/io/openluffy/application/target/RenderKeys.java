package io.openluffy.application.target;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.git.CommitId;
import io.openluffy.kube.ResourceTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names all that a rendering depends on, and nothing else, so that nothing is rendered twice. */
final class RenderKeys {
  private final String renderer;
  private final SourceTrees trees;

  RenderKeys(String renderer, SourceTrees trees) {
    this.renderer = renderer;
    this.trees = trees;
  }

  String of(
      ApplicationName name,
      ApplicationSpec spec,
      int index,
      List<CommitId> revisions,
      SourceTrees.Folder folder,
      Map<String, Integer> refs,
      List<RenderParameter> secrets,
      ResourceTypes types) {
    var source = spec.sources().get(index);
    var parts = new ArrayList<String>();
    parts.add(renderer);
    parts.add(name.toString());
    parts.add(spec.destination().namespace());
    parts.add(folder.path() + "=" + folder.tree());
    parts.add(Digests.of(source.json().deepCopy().without(List.of("targetRevision", "repoURL"))));
    refs.forEach(
        (ref, at) -> {
          var url = spec.sources().get(at).repoUrl();
          parts.add(ref + "=" + trees.root(url, revisions.get(at)).tree());
        });
    secrets.stream().map(one -> one.name() + "=" + one.version()).sorted().forEach(parts::add);
    var variables = variables(name, spec, revisions.get(index));
    if (usesVariables(source)) {
      parts.add(types.kubeVersion() + " " + String.join(",", types.apiVersions()));
      parts.add(source.json().path("repoURL") + " " + source.json().path("targetRevision"));
      variables.forEach((variable, value) -> parts.add(variable + "=" + value));
    }
    switch (trees.asksCluster(source, folder, revisions.get(index))) {
      case NOTHING -> {}
      case VERSION -> parts.add(types.kubeVersion());
      case KINDS -> parts.add(types.kubeVersion() + " " + String.join(",", types.apiVersions()));
    }
    return Digests.of(String.join("\n", parts));
  }

  /** Only what the source itself writes is replaced; its files are not. */
  private static boolean usesVariables(SourceSpec source) {
    var text = source.json().toString();
    return text.contains("ARGOCD_") || text.contains("KUBE_");
  }

  /** Argo CD's build environment, as far as the application decides it. */
  static Map<String, String> variables(
      ApplicationName name, ApplicationSpec spec, CommitId revision) {
    var variables = new HashMap<String, String>();
    variables.put("ARGOCD_APP_NAME", name.instance());
    variables.put("ARGOCD_APP_NAMESPACE", spec.destination().namespace());
    variables.put("ARGOCD_APP_PROJECT_NAME", spec.project());
    variables.put("ARGOCD_APP_REVISION", revision.hex());
    variables.put("ARGOCD_APP_REVISION_SHORT", revision.hex().substring(0, 7));
    variables.put("ARGOCD_APP_REVISION_SHORT_8", revision.hex().substring(0, 8));
    return variables;
  }
}
