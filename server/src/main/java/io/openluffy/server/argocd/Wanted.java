package io.openluffy.server.argocd;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import io.openluffy.server.web.Call;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The Applications that a list or a stream is asked for, by the parameters of Argo CD. */
record Wanted(
    Optional<String> namespace,
    LabelSelector selector,
    Set<String> projects,
    Optional<String> name,
    Optional<String> repository) {

  static Wanted of(Call call) {
    var projects = new LinkedHashSet<>(call.queries("projects"));
    projects.addAll(call.queries("project"));
    return new Wanted(
        call.query("appNamespace"),
        call.query("selector").map(Wanted::selector).orElse(LabelSelector.EVERYTHING),
        projects,
        call.query("name"),
        call.query("repo"));
  }

  boolean takes(Manifest application) {
    return selector.matches(application.labels())
        && (projects.isEmpty() || projects.contains(application.text("/spec/project")))
        && name.map(application.name()::equals).orElse(true)
        && repository.map(application.text("/spec/source/repoURL")::equals).orElse(true);
  }

  /** {@code a=b,c=d}, the form that Argo CD's clients send. */
  private static LabelSelector selector(String text) {
    var wanted = new LinkedHashMap<String, String>();
    for (String part : text.split(",", -1)) {
      var equals = part.indexOf('=');
      if (equals < 1) {
        throw Problem.user(
                "request.bad-selector",
                "'" + part + "' is no label selector.",
                Where.NOWHERE.field("?selector"),
                "Use label=value, joined with commas.")
            .asException();
      }
      wanted.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim());
    }
    return LabelSelector.equalTo(wanted);
  }
}
