package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.util.Optional;

/** Whether the ConfigMaps and Secrets that a container's environment names are there. */
final class PodNeeds {
  private final World world;

  PodNeeds(World world) {
    this.world = world;
  }

  /** Why the container can't be made, in the kubelet's words. */
  Optional<String> missing(JsonNode pod, JsonNode container) {
    for (var source : container.path("envFrom")) {
      var missing =
          absent(pod, source.path("secretRef"), Kinds.SECRETS, "secret", "name")
              .or(
                  () ->
                      absent(
                          pod,
                          source.path("configMapRef"),
                          Kinds.CONFIG_MAPS,
                          "configmap",
                          "name"));
      if (missing.isPresent()) {
        return missing;
      }
    }
    for (var variable : container.path("env")) {
      var from = variable.path("valueFrom");
      var missing =
          absent(pod, from.path("secretKeyRef"), Kinds.SECRETS, "secret", "name")
              .or(
                  () ->
                      absent(
                          pod,
                          from.path("configMapKeyRef"),
                          Kinds.CONFIG_MAPS,
                          "configmap",
                          "name"));
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  /** Why the pod's volumes can't be mounted. */
  Optional<String> unmounted(JsonNode pod) {
    for (var volume : pod.at("/spec/volumes")) {
      var name = volume.path("name").asText();
      var missing =
          absent(pod, volume.path("secret"), Kinds.SECRETS, "secret", "secretName")
              .or(
                  () ->
                      absent(
                          pod, volume.path("configMap"), Kinds.CONFIG_MAPS, "configmap", "name"));
      if (missing.isPresent()) {
        return missing.map(
            what -> "MountVolume.SetUp failed for volume \"" + name + "\" : " + what);
      }
    }
    return Optional.empty();
  }

  private Optional<String> absent(
      JsonNode pod, JsonNode reference, GroupResource kind, String word, String field) {
    var name = reference.path(field).asText();
    if (name.isEmpty() || reference.path("optional").asBoolean()) {
      return Optional.empty();
    }
    var object = world.get(ObjectKey.of(kind, Fields.namespace(pod), name));
    if (object.isEmpty()) {
      return Optional.of(word + " \"" + name + "\" not found");
    }
    var key = reference.path("key").asText();
    var held =
        key.isEmpty()
            || object.get().path("data").has(key)
            || object.get().path("binaryData").has(key);
    return held
        ? Optional.empty()
        : Optional.of(
            "couldn't find key "
                + key
                + " in "
                + (word.equals("secret") ? "Secret " : "ConfigMap ")
                + Fields.namespace(pod)
                + "/"
                + name);
  }
}
