package io.openluffy.promotion.secret;

import io.openluffy.kernel.secret.Secret;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.release.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads keys of Kubernetes Secrets in the control cluster. */
public final class ClusterSecrets {
  private final Clusters clusters;

  public ClusterSecrets(Clusters clusters) {
    this.clusters = clusters;
  }

  record Found(Secret value, String version) {}

  Optional<Found> read(SecretSource.KubernetesSecret source) {
    var key = new ResourceKey("", "Secret", source.namespace(), source.name());
    return clusters.control().get(key).flatMap(object -> value(object, source.key()));
  }

  private static Optional<Found> value(Manifest object, String key) {
    var encoded = object.view().path("data").path(key);
    if (!encoded.isTextual()) {
      return Optional.empty();
    }
    try {
      var text = new String(Base64.getDecoder().decode(encoded.asText()), StandardCharsets.UTF_8);
      var version = object.uid() + "." + object.resourceVersion();
      return Optional.of(new Found(Secret.of(text), version));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
