package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of one container. */
final class ContainerDefaults {
  private ContainerDefaults() {}

  static void apply(ObjectNode container, boolean hostNetwork) {
    Fill.text(container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
    Fill.text(container, "terminationMessagePath", "/dev/termination-log");
    Fill.text(container, "terminationMessagePolicy", "File");
    Fill.object(container, "resources");
    Fill.each(container, "ports", port -> port(port, hostNetwork));
    Fill.each(container, "env", env -> Fill.with(env, "valueFrom", PodDefaults::fieldReference));
    for (var probe : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
      Fill.with(container, probe, ContainerDefaults::probe);
    }
    Fill.with(
        container,
        "lifecycle",
        lifecycle -> {
          Fill.with(lifecycle, "postStart", ContainerDefaults::handler);
          Fill.with(lifecycle, "preStop", ContainerDefaults::handler);
        });
  }

  private static void port(ObjectNode port, boolean hostNetwork) {
    Fill.text(port, "protocol", "TCP");
    if (hostNetwork) {
      Fill.positive(port, "hostPort", port.path("containerPort").asInt());
    }
  }

  private static void probe(ObjectNode probe) {
    Fill.positive(probe, "timeoutSeconds", 1);
    Fill.positive(probe, "periodSeconds", 10);
    Fill.positive(probe, "successThreshold", 1);
    Fill.positive(probe, "failureThreshold", 3);
    handler(probe);
  }

  private static void handler(ObjectNode handler) {
    Fill.with(
        handler,
        "httpGet",
        get -> {
          Fill.text(get, "path", "/");
          Fill.text(get, "scheme", "HTTP");
        });
    Fill.with(handler, "grpc", grpc -> PodDefaults.emptyText(grpc, "service"));
  }

  /** {@code Always} for a tag that moves: {@code latest}, or none and no digest. */
  static String pullPolicy(String image) {
    var name = image;
    var digest = name.indexOf('@');
    if (digest >= 0) {
      name = name.substring(0, digest);
    }
    var colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    var tag = colon < 0 ? "" : name.substring(colon + 1);
    var moves = tag.equals("latest") || (tag.isEmpty() && digest < 0);
    return moves ? "Always" : "IfNotPresent";
  }
}
