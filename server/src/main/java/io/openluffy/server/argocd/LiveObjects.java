package io.openluffy.server.argocd;

import io.openluffy.application.Applications;
import io.openluffy.application.diff.SecretMask;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import java.util.Map;

/** Single objects of an application's tree as the cluster has them, on Argo CD's path. */
final class LiveObjects {
  private final Applications applications;
  private final Clusters clusters;

  LiveObjects(Applications applications, Clusters clusters) {
    this.applications = applications;
    this.clusters = clusters;
  }

  /** Only what is in the tree is shown: an application is no window into the rest of a cluster. */
  Answer get(Call call) {
    var application = Named.by(call, clusters);
    var name = application.name();
    var key =
        new ResourceKey(
            call.query("group").orElse(""),
            wanted(call, "kind"),
            call.query("namespace").orElse(""),
            wanted(call, "resourceName"));
    var live =
        applications.tree(name).nodes().stream()
            .filter(node -> node.key().equals(key))
            .findFirst()
            .flatMap(node -> application.destination().get(key))
            .orElseThrow(
                () ->
                    Problem.user(
                            "request.no-such-object",
                            "There is no " + key + " in the cluster.",
                            Where.of("Application " + name),
                            "The tree of the application shows what there is.")
                        .asException());
    return Answer.json(Map.of("manifest", shown(live)));
  }

  private static String shown(Manifest live) {
    var json = SecretMask.mask(live).json();
    json.withObject("/metadata").remove("managedFields");
    return json.toString();
  }

  private static String wanted(Call call, String parameter) {
    return call.query(parameter)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                Problem.user(
                        "request.missing-parameter",
                        "The parameter '" + parameter + "' is missing.",
                        Where.NOWHERE.field("?" + parameter),
                        "Name the object by group, kind, namespace and resourceName.")
                    .asException());
  }
}
