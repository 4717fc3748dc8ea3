package io.openluffy.server.argocd;

import io.openluffy.application.ApplicationName;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.Manifest;
import io.openluffy.server.web.Call;
import java.util.Optional;

/** The Application that a request names, and the cluster it goes to. */
record Named(ApplicationName name, Manifest resource, Clusters clusters) {

  static ApplicationName name(Call call) {
    return name(call, Optional.empty());
  }

  /**
   * @param namespace as the body of the request has it; the query says it, too
   */
  static ApplicationName name(Call call, Optional<String> namespace) {
    return new ApplicationName(
        namespace
            .filter(text -> !text.isEmpty())
            .or(() -> call.query("appNamespace"))
            .orElse(ApplicationName.NAMESPACE),
        call.path("application"));
  }

  static Named by(Call call, Clusters clusters) {
    return by(name(call), clusters);
  }

  static Named by(ApplicationName name, Clusters clusters) {
    return clusters
        .control()
        .get(ApplicationApi.APPLICATION, name.namespace(), name.name())
        .map(resource -> new Named(name, resource, clusters))
        .orElseThrow(() -> noSuch(name));
  }

  /** Where its objects live, which need not be where its resource does. */
  Cluster destination() {
    var server = resource.text("/spec/destination/server");
    var cluster = resource.text("/spec/destination/name");
    return clusters
        .find(server, cluster)
        .orElseThrow(
            () ->
                Problem.user(
                        "application.unknown-cluster",
                        "There is no cluster '" + (server.isEmpty() ? cluster : server) + "'.",
                        Where.of("Application " + name).field("spec.destination"),
                        "Register it, or use " + Clusters.IN_CLUSTER_SERVER + ".")
                    .asException());
  }

  static ProblemException noSuch(ApplicationName name) {
    return Problem.user(
            "application.no-such-application",
            "There is no Application '" + name + "'.",
            Where.NOWHERE,
            "'luffy apps' lists them; 'kubectl apply -f application.yaml' makes one.")
        .asException();
  }
}
