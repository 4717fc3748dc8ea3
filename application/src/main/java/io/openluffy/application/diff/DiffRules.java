package io.openluffy.application.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.application.spec.IgnoreDifference;
import io.openluffy.application.target.NormaliseRules;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.fields.FieldSet;
import io.openluffy.kube.fields.ListKeys;
import java.util.List;
import java.util.Optional;

/**
 * Compares what is declared with what is live, without asking the server. It may find a difference
 * where the server would find none (defaults, spellings), never the other way round: "equal" holds.
 */
public final class DiffRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DiffRules() {}

  /**
   * Whether a sync would change the object: a declared field has another value, or a field that we
   * declared before is there and no longer declared.
   */
  public static boolean differs(
      Manifest desired, Manifest live, List<IgnoreDifference> ignore, String fieldManager) {
    var entries = IgnoreRules.matching(ignore, desired.key());
    var wanted = IgnoreRules.without(NormaliseRules.comparable(desired), live, entries);
    var there = IgnoreRules.without(NormaliseRules.comparable(live), live, entries);
    if (!covers(there.view(), placedLike(wanted, there).view(), "")) {
      return true;
    }
    return dropsFields(desired, live, entries, fieldManager);
  }

  /** A namespace that only one side names is no difference. */
  private static Manifest placedLike(Manifest wanted, Manifest there) {
    return wanted.namespace().equals(there.namespace())
        ? wanted
        : wanted.withNamespace(there.namespace());
  }

  private static boolean dropsFields(
      Manifest desired, Manifest live, List<IgnoreDifference> entries, String fieldManager) {
    var before = FieldSet.appliedBy(live, fieldManager);
    if (before.isPresent()) {
      return before.get().minus(ignored(entries, live)).namesMoreThan(declared(desired));
    }
    return lastApplied(live)
        .map(one -> FieldSet.declaredIn(NormaliseRules.comparable(Manifest.of(one)).view()))
        .filter(set -> livesOn(set, desired, live))
        .isPresent();
  }

  private static JsonNode declared(Manifest desired) {
    return NormaliseRules.stringData(desired).view();
  }

  private static FieldSet ignored(List<IgnoreDifference> entries, Manifest live) {
    var all = FieldSet.none();
    for (var entry : entries) {
      for (var manager : entry.managedFieldsManagers()) {
        all = all.union(FieldSet.ownedBy(live, manager));
      }
    }
    return all;
  }

  /**
   * Whether a field that was applied from a client before is there and no longer declared. The
   * server leaves it to that client until its fields are taken over.
   */
  public static boolean dropsClientSide(
      Manifest desired, Manifest live, List<IgnoreDifference> ignore) {
    var entries = IgnoreRules.matching(ignore, desired.key());
    return lastApplied(live)
        .map(Manifest::of)
        .map(one -> IgnoreRules.without(NormaliseRules.comparable(one), live, entries))
        .map(one -> FieldSet.declaredIn(one.view()))
        .filter(set -> livesOn(set, desired, live))
        .isPresent();
  }

  /** Whether any of the fields that were dropped is still there. */
  private static boolean livesOn(FieldSet before, Manifest desired, Manifest live) {
    var dropped = before.minus(FieldSet.declaredIn(desired.view()));
    return !dropped.isEmpty() && !dropped.namesMoreThan(live.view());
  }

  private static Optional<JsonNode> lastApplied(Manifest live) {
    return live.annotation(NormaliseRules.LAST_APPLIED).flatMap(DiffRules::parse);
  }

  private static Optional<JsonNode> parse(String json) {
    try {
      return Optional.of(JSON.readTree(json));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /** Whether everything that is declared is there with the same value. */
  static boolean covers(JsonNode live, JsonNode declared, String field) {
    if (declared.isObject()) {
      return declared
          .propertyStream()
          .allMatch(one -> covers(live.path(one.getKey()), one.getValue(), one.getKey()));
    }
    if (declared.isArray()) {
      return coversList(live, declared, field);
    }
    return sameValue(live, declared);
  }

  private static boolean coversList(JsonNode live, JsonNode declared, String field) {
    if (live.size() != declared.size()) {
      return false;
    }
    var keys = ListKeys.of(field, declared);
    for (int i = 0; i < declared.size(); i++) {
      var element = declared.get(i);
      var match = keys.isEmpty() ? live.get(i) : find(live, element, keys);
      if (!covers(match, element, "")) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode find(JsonNode list, JsonNode element, List<String> keys) {
    for (var one : list) {
      if (ListKeys.same(keys, one, element)) {
        return one;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static boolean sameValue(JsonNode live, JsonNode declared) {
    if (live.equals(declared)) {
      return true;
    }
    if (live.isMissingNode() || live.isNull()) {
      return declared.isNull() || declared.isMissingNode();
    }
    if (live.isNumber() && declared.isNumber()) {
      return live.decimalValue().compareTo(declared.decimalValue()) == 0;
    }
    return live.isTextual()
        && declared.isValueNode()
        && QuantityRules.same(live.asText(), declared.asText());
  }

  /** Whether the server's dry run changes the live object in anything that counts. */
  public static boolean changes(Manifest predicted, Manifest live, List<IgnoreDifference> ignore) {
    var entries = IgnoreRules.matching(ignore, live.key());
    var after = IgnoreRules.without(NormaliseRules.comparable(predicted), live, entries);
    var before = IgnoreRules.without(NormaliseRules.comparable(live), live, entries);
    return !after.equals(before);
  }
}
