package io.openluffy.promotion.secret;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.RenderParameters;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.promotion.EnvironmentBindings;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.SecretBinding;
import io.openluffy.release.SecretSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The secrets of the environment that an Application stands for, as Helm parameters. They are read
 * each time and kept nowhere.
 */
public final class SecretParameters implements RenderParameters {
  private final EnvironmentBindings bindings;
  private final SecretStore secrets;
  private final ClusterSecrets cluster;
  private final FileSecrets files;
  private final Map<String, Secret> environment;
  private final Versions versions = new Versions();

  /**
   * @param environment the variables that may be read, by name
   */
  public SecretParameters(
      EnvironmentBindings bindings,
      SecretStore secrets,
      ClusterSecrets cluster,
      FileSecrets files,
      Map<String, Secret> environment) {
    this.bindings = bindings;
    this.secrets = secrets;
    this.cluster = cluster;
    this.files = files;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<RenderParameter> of(ApplicationName application) {
    var byName = new TreeMap<String, RenderParameter>();
    for (var bound : bindings.of(application)) {
      for (var binding : bound.environment().secrets()) {
        byName.put(binding.parameter(), resolve(bound, binding));
      }
    }
    return List.copyOf(byName.values());
  }

  private RenderParameter resolve(Bound bound, SecretBinding binding) {
    return switch (binding.from()) {
      case SecretSource.Store(var name) -> stored(bound, binding, name);
      case SecretSource.KubernetesSecret source -> {
        var found = cluster.read(source).orElseThrow(() -> missing(bound, binding, source));
        yield new RenderParameter(binding.parameter(), found.value(), found.version());
      }
      case SecretSource.EnvironmentVariable(var name) -> {
        var value = environment.get(name);
        if (value == null) {
          throw missing(
              bound,
              binding,
              "The environment variable " + name + " of the server is not set.",
              "Set it where the server is started, or use the sealed store: `luffy secret set`.");
        }
        yield new RenderParameter(binding.parameter(), value, versions.of(value));
      }
      case SecretSource.File(var path) -> {
        var value = files.read(path);
        yield new RenderParameter(binding.parameter(), value, versions.of(value));
      }
    };
  }

  private RenderParameter stored(Bound bound, SecretBinding binding, String name) {
    var scope = "project/" + bound.project().name();
    var value = secrets.get(scope, name);
    if (value.isEmpty()) {
      throw missing(
          bound,
          binding,
          "The secret '" + name + "' of the project " + bound.project().name() + " is not set.",
          "Set it: `luffy secret set " + name + "`.");
    }
    var version = secrets.version(scope, name).orElseGet(() -> versions.of(value.get()));
    return new RenderParameter(binding.parameter(), value.get(), version);
  }

  private static ProblemException missing(
      Bound bound, SecretBinding binding, SecretSource.KubernetesSecret source) {
    return missing(
        bound,
        binding,
        "There is no key '"
            + source.key()
            + "' in a Secret "
            + source.namespace()
            + "/"
            + source.name()
            + ".",
        "Create it in the cluster, or use the sealed store: `luffy secret set`.");
  }

  private static ProblemException missing(
      Bound bound, SecretBinding binding, String message, String remedy) {
    var where = Where.of("environment " + bound.key()).field("secrets." + binding.parameter());
    return Problem.user("secret.missing", message, where, remedy).asException();
  }
}
