package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.FieldPath;
import io.openluffy.playground.types.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks one container of a pod. */
final class ContainerChecks {
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");

  private ContainerChecks() {}

  static void check(JsonNode container, FieldPath at, Set<String> volumes, Complaints complaints) {
    var name = container.path("name").asText();
    if (name.isEmpty()) {
      complaints.required(at.child("name"), "");
    } else {
      complaints.invalid(at.child("name"), name, NameRules.label(name));
    }
    image(container, at.child("image"), complaints);
    Checks.oneOf(
        container, "imagePullPolicy", List.of("Always", "IfNotPresent", "Never"), at, complaints);
    Checks.oneOf(
        container,
        "terminationMessagePolicy",
        List.of("FallbackToLogsOnError", "File"),
        at,
        complaints);
    ports(container.path("ports"), at.child("ports"), complaints);
    environment(container.path("env"), at.child("env"), complaints);
    mounts(container.path("volumeMounts"), at.child("volumeMounts"), volumes, complaints);
    resources(container.path("resources"), at.child("resources"), complaints);
    for (var probe : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
      if (container.path(probe).isObject()) {
        probe(container.path(probe), at.child(probe), complaints);
      }
    }
  }

  private static void image(JsonNode container, FieldPath at, Complaints complaints) {
    var image = container.path("image").asText();
    if (image.isEmpty()) {
      complaints.required(at, "");
    } else if (!image.equals(image.strip())) {
      complaints.invalid(at, image, "must not have leading or trailing whitespace");
    }
  }

  private static void ports(JsonNode ports, FieldPath at, Complaints complaints) {
    var names = new HashSet<String>();
    var index = 0;
    for (var port : ports) {
      var here = at.index(index++);
      var name = port.path("name").asText();
      if (!name.isEmpty()) {
        complaints.invalid(here.child("name"), name, NameRules.portName(name));
        if (!names.add(name)) {
          complaints.duplicate(here.child("name"), port.path("name"));
        }
      }
      if (port.path("containerPort").asInt() == 0) {
        complaints.required(here.child("containerPort"), "");
      } else {
        Checks.port(port.path("containerPort"), here.child("containerPort"), complaints);
      }
      if (port.path("hostPort").asInt() != 0) {
        Checks.port(port.path("hostPort"), here.child("hostPort"), complaints);
      }
      Checks.oneOf(port, "protocol", PROTOCOLS, here, complaints);
    }
  }

  private static void environment(JsonNode variables, FieldPath at, Complaints complaints) {
    var index = 0;
    for (var variable : variables) {
      var here = at.index(index++);
      if (variable.path("name").asText().isEmpty()) {
        complaints.required(here.child("name"), "");
      }
      var from = variable.path("valueFrom");
      if (from.isObject()) {
        if (!variable.path("value").asText().isEmpty()) {
          complaints.invalid(
              here.child("valueFrom"), "", "may not be specified when `value` is not empty");
        } else if (from.isEmpty()) {
          complaints.invalid(
              here.child("valueFrom"),
              "",
              "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`,"
                  + " `secretKeyRef` or `fileKeyRef`");
        }
      }
    }
  }

  private static void mounts(
      JsonNode mounts, FieldPath at, Set<String> volumes, Complaints complaints) {
    var paths = new HashSet<String>();
    var index = 0;
    for (var mount : mounts) {
      var here = at.index(index++);
      var name = mount.path("name");
      if (name.asText().isEmpty()) {
        complaints.required(here.child("name"), "");
      } else if (!volumes.contains(name.asText())) {
        complaints.notFound(here.child("name"), name);
      }
      var path = mount.path("mountPath");
      if (path.asText().isEmpty()) {
        complaints.required(here.child("mountPath"), "");
      } else if (!paths.add(path.asText())) {
        complaints.invalid(here.child("mountPath"), path, "must be unique");
      }
    }
  }

  private static void resources(JsonNode resources, FieldPath at, Complaints complaints) {
    for (var kind : new String[] {"limits", "requests"}) {
      for (var entry : resources.path(kind).properties()) {
        var amount = Quantity.parse(entry.getValue().asText());
        if (amount.isPresent() && amount.get().amount().signum() < 0) {
          complaints.invalid(
              at.child(kind).key(entry.getKey()),
              entry.getValue(),
              "must be greater than or equal to 0");
        }
      }
    }
    for (var request : resources.path("requests").properties()) {
      var limit = resources.path("limits").path(request.getKey());
      var asked = Quantity.parse(request.getValue().asText());
      var most = Quantity.parse(limit.asText());
      if (asked.isPresent()
          && most.isPresent()
          && asked.get().amount().compareTo(most.get().amount()) > 0) {
        complaints.invalid(
            at.child("requests"),
            request.getValue(),
            "must be less than or equal to " + request.getKey() + " limit of " + limit.asText());
      }
    }
  }

  private static void probe(JsonNode probe, FieldPath at, Complaints complaints) {
    var handlers = HANDLERS.stream().filter(probe::has).toList();
    if (handlers.isEmpty()) {
      complaints.required(at, "must specify a handler type");
    }
    for (var extra : handlers.stream().skip(1).toList()) {
      complaints.forbidden(at.child(extra), "may not specify more than 1 handler type");
    }
    for (var field :
        new String[] {
          "initialDelaySeconds",
          "timeoutSeconds",
          "periodSeconds",
          "successThreshold",
          "failureThreshold"
        }) {
      Checks.notNegative(probe, field, at, complaints);
    }
    for (var handler : new String[] {"httpGet", "tcpSocket"}) {
      if (probe.path(handler).isObject()) {
        Checks.port(probe.path(handler).path("port"), at.child(handler).child("port"), complaints);
      }
    }
    if (!at.toString().endsWith("readinessProbe") && probe.path("successThreshold").asInt() > 1) {
      complaints.invalid(at.child("successThreshold"), probe.path("successThreshold"), "must be 1");
    }
  }
}
