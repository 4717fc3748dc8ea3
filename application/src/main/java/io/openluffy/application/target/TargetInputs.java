package io.openluffy.application.target;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.kube.Cluster;
import java.util.List;

/** All that a target depends on, by content and not by commit. */
public final class TargetInputs {
  private final ApplicationName name;
  private final ApplicationSpec spec;
  private final Cluster cluster;
  private final List<Keyed> renderings;

  /** A source with the name of its rendering. */
  record Keyed(SourceAt at, String key) {}

  TargetInputs(
      ApplicationName name, ApplicationSpec spec, Cluster cluster, List<Keyed> renderings) {
    this.name = name;
    this.spec = spec;
    this.cluster = cluster;
    this.renderings = List.copyOf(renderings);
  }

  ApplicationName name() {
    return name;
  }

  ApplicationSpec spec() {
    return spec;
  }

  Cluster cluster() {
    return cluster;
  }

  List<Keyed> renderings() {
    return renderings;
  }

  /** Equal for the same application and spec only if the target is the same. */
  public String id() {
    var keys = String.join("\n", renderings.stream().map(Keyed::key).toList());
    return Digests.of(keys + "\n" + String.join(",", cluster.types().apiVersions()));
  }
}
