package io.openluffy.application.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the fields ours that a client-side apply of kubectl or Argo CD declared; else what git
 * drops would stay, because they still own it. Pure.
 */
public final class OwnerRules {
  /** Switches it off, as in Argo CD. */
  public static final String OFF = "ClientSideApplyMigration=false";

  private static final Set<String> CLIENTS =
      Set.of("kubectl-client-side-apply", "argocd-controller");

  private OwnerRules() {}

  /** Whether there is, or may be, something to take over; not every picture says who owns what. */
  public static boolean mayTakeOver(Manifest live) {
    var fields = live.at("/metadata/managedFields");
    return fields.isMissingNode() || takenOver(fields).isPresent();
  }

  /** The managedFields as they should be; empty when nobody applied from a client. */
  static Optional<ArrayNode> takenOver(JsonNode managedFields) {
    var theirs = new ArrayList<ObjectNode>();
    var others = new ArrayList<ObjectNode>();
    for (var one : managedFields) {
      if (one instanceof ObjectNode entry) {
        (isClientSide(entry) ? theirs : others).add(entry.deepCopy());
      }
    }
    if (theirs.isEmpty()) {
      return Optional.empty();
    }
    var ours =
        others.stream().filter(OwnerRules::isOurs).findFirst().orElseGet(() -> asOurs(theirs));
    others.remove(ours);
    theirs.forEach(one -> merge(ours.withObject("/fieldsV1"), one.path("fieldsV1")));
    var all = JsonNodeFactory.instance.arrayNode();
    all.add(ours);
    others.forEach(all::add);
    return Optional.of(all);
  }

  private static boolean isClientSide(JsonNode entry) {
    return CLIENTS.contains(entry.path("manager").asText())
        && entry.path("operation").asText().equals("Update")
        && entry.path("subresource").asText("").isEmpty();
  }

  private static boolean isOurs(JsonNode entry) {
    return entry.path("manager").asText().equals(ApplyOptions.OPENLUFFY)
        && entry.path("operation").asText().equals("Apply")
        && entry.path("subresource").asText("").isEmpty();
  }

  private static ObjectNode asOurs(List<ObjectNode> theirs) {
    var first = theirs.getFirst().deepCopy();
    return first.put("manager", ApplyOptions.OPENLUFFY).put("operation", "Apply");
  }

  private static void merge(ObjectNode into, JsonNode fields) {
    for (var one : fields.properties()) {
      if (into.get(one.getKey()) instanceof ObjectNode there) {
        merge(there, one.getValue());
      } else {
        into.set(one.getKey(), one.getValue().deepCopy());
      }
    }
  }
}
