package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.validation.FieldError;
import io.openluffy.playground.types.validation.FieldErrorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The cluster addresses (10.96.0.0/16) and node ports (30000-32767) that services hold.
 *
 * <p>Whoever stores services tells it of each that exists at start ({@link #taken}), asks it before
 * each create or update ({@link #allocate}), and gives back what a deleted or refused one held
 * ({@link #release}).
 */
public final class ServiceAddresses {
  private static final int FIRST_PORT = 30000;
  private static final int PORTS = 2768;
  private static final int ADDRESSES = 65534;

  private final RandomGenerator random;
  private final Set<String> addresses = new HashSet<>();
  private final Set<Integer> ports = new HashSet<>();

  public ServiceAddresses(RandomGenerator random) {
    this.random = random;
  }

  /** Remembers what a stored service holds. */
  public synchronized void taken(JsonNode service) {
    var spec = service.path("spec");
    spec.path("clusterIPs").forEach(address -> hold(address.asText()));
    hold(spec.path("clusterIP").asText());
    spec.path("ports").forEach(port -> holdPort(port.path("nodePort").asInt()));
    holdPort(spec.path("healthCheckNodePort").asInt());
  }

  /** Frees what a service held. */
  public synchronized void release(JsonNode service) {
    var spec = service.path("spec");
    spec.path("clusterIPs").forEach(address -> addresses.remove(address.asText()));
    addresses.remove(spec.path("clusterIP").asText());
    spec.path("ports").forEach(port -> ports.remove(port.path("nodePort").asInt()));
    ports.remove(spec.path("healthCheckNodePort").asInt());
  }

  /**
   * Fills in the addresses and node ports that a service needs and holds them.
   *
   * @param before as stored, or an empty object for a create; what it holds is its own
   * @return what is wrong with addresses that the writer asked for; then nothing is held
   */
  public synchronized List<FieldError> allocate(JsonNode before, ObjectNode service) {
    release(before);
    var errors = new ArrayList<FieldError>();
    if (service.path("spec") instanceof ObjectNode spec) {
      address(spec, errors);
      nodePorts(spec, errors);
    }
    taken(errors.isEmpty() ? service : before);
    return errors;
  }

  private void address(ObjectNode spec, List<FieldError> errors) {
    if (!ServiceRules.hasAddress(spec)) {
      return;
    }
    var wanted = spec.path("clusterIP").asText();
    if (wanted.isEmpty()) {
      wanted = spec.path("clusterIPs").path(0).asText();
    }
    if (wanted.isEmpty()) {
      wanted = freeAddress();
    } else if (addresses.contains(wanted)) {
      errors.add(
          new FieldError(
              FieldErrorType.INVALID,
              "spec.clusterIPs",
              "[\"" + wanted + "\"]",
              "failed to allocate IP " + wanted + ": provided IP is already allocated"));
    }
    spec.put("clusterIP", wanted);
    if (spec.path("clusterIPs").isEmpty()) {
      spec.putArray("clusterIPs").add(wanted);
    }
  }

  private void nodePorts(ObjectNode spec, List<FieldError> errors) {
    if (!ServiceRules.hasNodePorts(spec)) {
      return;
    }
    var own = new HashSet<Integer>();
    var index = 0;
    for (var port : spec.path("ports")) {
      var wanted = port.path("nodePort").asInt();
      if (wanted == 0) {
        wanted = freePort(own);
        ((ObjectNode) port).put("nodePort", wanted);
      } else if (ports.contains(wanted)) {
        errors.add(
            new FieldError(
                FieldErrorType.INVALID,
                "spec.ports[" + index + "].nodePort",
                Integer.toString(wanted),
                "provided port is already allocated"));
      } else if (wanted < FIRST_PORT || wanted >= FIRST_PORT + PORTS) {
        errors.add(
            new FieldError(
                FieldErrorType.INVALID,
                "spec.ports[" + index + "].nodePort",
                Integer.toString(wanted),
                "provided port is not in the valid range. The range of valid ports is 30000-32767"));
      }
      own.add(wanted);
      index++;
    }
  }

  private String freeAddress() {
    while (true) {
      var number = 1 + random.nextInt(ADDRESSES);
      var address = "10.96." + (number >> 8) + "." + (number & 255);
      if (!addresses.contains(address) && number > 1) {
        return address;
      }
    }
  }

  private int freePort(Set<Integer> own) {
    while (true) {
      var port = FIRST_PORT + random.nextInt(PORTS);
      if (!ports.contains(port) && !own.contains(port)) {
        return port;
      }
    }
  }

  private void hold(String address) {
    if (!address.isEmpty() && !address.equals("None")) {
      addresses.add(address);
    }
  }

  private void holdPort(int port) {
    if (port != 0) {
      ports.add(port);
    }
  }
}
