package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.store.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives each pod an address of 10.244.0.0/16 of its own, the next free one. */
final class PodAddresses {
  private static final int COUNT = 65_534;

  private final Map<ObjectKey, String> given = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private int last = 1;

  /** The address that the pod has already, or a new one. */
  String of(ObjectKey key, JsonNode pod, String hostIp) {
    if (pod.at("/spec/hostNetwork").asBoolean()) {
      return hostIp;
    }
    var present = pod.at("/status/podIP").asText();
    var address = present.isEmpty() ? given.computeIfAbsent(key, k -> next()) : present;
    given.put(key, address);
    taken.add(address);
    return address;
  }

  void release(ObjectKey key) {
    var address = given.remove(key);
    if (address != null) {
      taken.remove(address);
    }
  }

  private String next() {
    for (var tries = 0; tries < COUNT; tries++) {
      last = last % COUNT + 1;
      var address = "10.244." + (last >> 8) + "." + (last & 0xff);
      if (!taken.contains(address)) {
        return address;
      }
    }
    throw new IllegalStateException("All " + COUNT + " pod addresses are taken");
  }
}
