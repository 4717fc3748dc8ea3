package io.openluffy.promotion;

import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Pipeline;
import io.openluffy.release.Release;
import io.openluffy.release.RollbackPolicy;
import java.util.Optional;

/** What a project says about going back. */
final class Policies {
  private Policies() {}

  /** From now on the environment is taken back by itself. */
  static void set(World world, String name, RollbackPolicy policy) {
    var configuration = world.projects.find(World.SHOP).orElseThrow().configuration();
    world.configure(
        configuration.environments().values().stream()
            .map(spec -> spec.name().equals(name) ? with(spec, policy) : spec)
            .toArray(EnvironmentSpec[]::new));
  }

  private static EnvironmentSpec with(EnvironmentSpec spec, RollbackPolicy policy) {
    return new EnvironmentSpec(
        spec.name(),
        spec.application(),
        spec.url(),
        spec.values(),
        spec.healthyFor(),
        spec.secrets(),
        spec.protection().withRollback(Optional.of(policy)));
  }

  /** The push of something that declares that it can't be taken back. */
  static Release pushOneWay(World world, Pipeline pipeline, String content, String reason) {
    var release = world.push(pipeline, content).irreversible(Optional.of(reason));
    world.releases.put(release);
    return release;
  }
}
