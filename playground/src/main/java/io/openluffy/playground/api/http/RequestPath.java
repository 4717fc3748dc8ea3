package io.openluffy.playground.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a resource: {@code /apis/apps/v1/namespaces/default/deployments/web/status}.
 *
 * @param namespace empty for all of them and for what is in none
 * @param name empty for a collection
 * @param subresource empty for the object itself; may have several parts
 * @param watch the old way to ask for a watch: {@code /api/v1/watch/pods}
 */
public record RequestPath(
    String group,
    String version,
    String namespace,
    String resource,
    String name,
    String subresource,
    boolean watch) {

  /** Reads the decoded segments; empty when they name no resource. */
  public static Optional<RequestPath> of(List<String> segments) {
    if (segments.size() >= 3 && segments.getFirst().equals("api")) {
      return rest("", segments.get(1), segments.subList(2, segments.size()));
    }
    if (segments.size() >= 4 && segments.getFirst().equals("apis")) {
      return rest(segments.get(1), segments.get(2), segments.subList(3, segments.size()));
    }
    return Optional.empty();
  }

  private static Optional<RequestPath> rest(String group, String version, List<String> parts) {
    var rest = new ArrayList<>(parts);
    var watch = rest.getFirst().equals("watch") && rest.size() > 1;
    if (watch) {
      rest.removeFirst();
    }
    var namespace = "";
    if (rest.size() > 2 && rest.getFirst().equals("namespaces") && !isNamespacePart(rest)) {
      namespace = rest.get(1);
      rest.subList(0, 2).clear();
    }
    if (rest.stream().anyMatch(String::isEmpty)) {
      return Optional.empty();
    }
    var name = rest.size() > 1 ? rest.get(1) : "";
    var subresource = rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : "";
    return Optional.of(
        new RequestPath(group, version, namespace, rest.getFirst(), name, subresource, watch));
  }

  private static boolean isNamespacePart(List<String> rest) {
    return rest.size() == 3 && (rest.get(2).equals("status") || rest.get(2).equals("finalize"));
  }
}
