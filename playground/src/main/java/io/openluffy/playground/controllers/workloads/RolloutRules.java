package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arithmetic of a rolling update, as Kubernetes does it. */
final class RolloutRules {
  private RolloutRules() {}

  /**
   * What may be over and under while rolling.
   *
   * @param surge pods above the wanted number
   * @param unavailable pods that may be missing from it
   */
  record Bounds(int surge, int unavailable) {}

  /**
   * One ReplicaSet's numbers.
   *
   * @param wanted {@code spec.replicas}
   * @param sizeBefore the largest number all sets might have had when it was sized last
   */
  record Size(String name, int wanted, int available, int sizeBefore, Instant created) {}

  /** Surge is rounded up, unavailability down; both can't be zero. */
  static Bounds bounds(JsonNode deployment, int replicas) {
    if (!deployment.at("/spec/strategy/type").asText("RollingUpdate").equals("RollingUpdate")) {
      return new Bounds(0, 0);
    }
    var update = deployment.at("/spec/strategy/rollingUpdate");
    var surge = share(update.path("maxSurge"), replicas, true);
    var unavailable = share(update.path("maxUnavailable"), replicas, false);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    return new Bounds(surge, Math.min(unavailable, replicas));
  }

  /** A number, or a percentage of the total; a quarter when nothing is said. */
  static int share(JsonNode value, int total, boolean up) {
    return share(value, total, up, -1);
  }

  /** The same with another number, when nothing is said. */
  static int share(JsonNode value, int total, boolean up, int otherwise) {
    if (otherwise >= 0 && (value.isMissingNode() || value.isNull())) {
      return otherwise;
    }
    if (value.isNumber()) {
      return value.asInt();
    }
    var text = value.asText("25%");
    if (!text.matches("\\d{1,9}%?")) {
      return 0;
    }
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    var parts = Long.parseLong(text.substring(0, text.length() - 1)) * total;
    return (int) ((parts + (up ? 99 : 0)) / 100);
  }

  /** How large the new set may be now. */
  static int newSize(int replicas, Bounds bounds, int newWanted, int allWanted) {
    if (newWanted >= replicas) {
      return replicas;
    }
    var room = replicas + bounds.surge - allWanted;
    return room <= 0 ? newWanted : newWanted + Math.min(room, replicas - newWanted);
  }

  /** The sizes of old sets that may shrink now; unhealthy pods go first, then the oldest sets. */
  static Map<String, Integer> oldSizes(int replicas, Bounds bounds, Size fresh, List<Size> old) {
    var sizes = new LinkedHashMap<String, Integer>();
    var all = fresh.wanted + old.stream().mapToInt(Size::wanted).sum();
    var atLeast = replicas - bounds.unavailable;
    var most = all - atLeast - (fresh.wanted - fresh.available);
    if (most <= 0) {
      return sizes;
    }
    var oldest = old.stream().sorted(Comparator.comparing(Size::created)).toList();
    var cleaned = 0;
    for (var set : oldest) {
      var unhealthy = Math.min(most - cleaned, Math.max(0, set.wanted - set.available));
      sizes.put(set.name, set.wanted - unhealthy);
      cleaned += unhealthy;
    }
    var spare = fresh.available + old.stream().mapToInt(Size::available).sum() - atLeast;
    for (var set : oldest) {
      var size = sizes.getOrDefault(set.name, 0);
      var less = Math.clamp(spare, 0, size);
      sizes.put(set.name, size - less);
      spare -= less;
    }
    return sizes;
  }

  /** Shares a new total out over the sets that are in use, in proportion to their sizes. */
  static Map<String, Integer> proportional(int replicas, Bounds bounds, List<Size> active) {
    var sizes = new LinkedHashMap<String, Integer>();
    var allowed = replicas > 0 ? replicas + bounds.surge : 0;
    var toAdd = allowed - active.stream().mapToInt(Size::wanted).sum();
    var ordered = new ArrayList<>(active);
    var newestFirst = Comparator.comparing(Size::created).reversed();
    ordered.sort(
        Comparator.comparingInt(Size::wanted)
            .reversed()
            .thenComparing(toAdd > 0 ? newestFirst : Comparator.comparing(Size::created)));
    var added = 0;
    for (var set : ordered) {
      var share = toAdd == added ? 0 : portion(set, replicas, bounds, toAdd - added);
      sizes.put(set.name, set.wanted + share);
      added += share;
    }
    if (!ordered.isEmpty()) {
      sizes.merge(ordered.getFirst().name, toAdd - added, (a, b) -> Math.max(0, a + b));
    }
    return sizes;
  }

  private static int portion(Size set, int replicas, Bounds bounds, int left) {
    var before = Math.max(1, set.sizeBefore);
    var fraction =
        replicas == 0
            ? -set.wanted
            : (int) Math.round((double) set.wanted * (replicas + bounds.surge) / before)
                - set.wanted;
    return left > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
  }
}
