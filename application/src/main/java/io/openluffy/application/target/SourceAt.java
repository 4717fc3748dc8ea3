package io.openluffy.application.target;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.git.CommitId;
import io.openluffy.kube.ResourceTypes;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One source of an application at settled revisions, with all that its rendering can depend on.
 *
 * @param index of the source in the spec
 * @param folder what of the repository counts
 * @param refs the sources that value files may be taken from, by the name of the reference
 */
record SourceAt(
    ApplicationName name,
    ApplicationSpec spec,
    int index,
    List<CommitId> revisions,
    SourceTrees.Folder folder,
    Map<String, Integer> refs,
    List<RenderParameter> secrets,
    ResourceTypes types) {
  SourceAt {
    revisions = List.copyOf(revisions);
    // In one order, because keys are made of it.
    refs = Collections.unmodifiableMap(new TreeMap<>(refs));
    secrets = List.copyOf(secrets);
  }

  SourceSpec source() {
    return spec.sources().get(index);
  }

  CommitId revision() {
    return revisions.get(index);
  }

  /** Argo CD's build environment, as far as the application decides it. */
  Map<String, String> variables() {
    var variables = new HashMap<String, String>();
    var hex = revision().hex();
    variables.put("ARGOCD_APP_NAME", name.instance());
    variables.put("ARGOCD_APP_NAMESPACE", spec.destination().namespace());
    variables.put("ARGOCD_APP_PROJECT_NAME", spec.project());
    variables.put("ARGOCD_APP_REVISION", hex);
    variables.put("ARGOCD_APP_REVISION_SHORT", hex.substring(0, 7));
    variables.put("ARGOCD_APP_REVISION_SHORT_8", hex.substring(0, 8));
    return variables;
  }
}
