package io.openluffy.application.project;

import java.util.List;
import java.util.Optional;

/**
 * The spec of an AppProject, as far as it permits and forbids.
 *
 * @param namespaceAllowed empty: there is no such list, so every kind is permitted that is not
 *     denied
 */
public record ProjectSpec(
    String name,
    List<String> sourceRepos,
    List<PlaceEntry> destinations,
    List<String> sourceNamespaces,
    boolean onlyOwnClusters,
    List<KindEntry> clusterAllowed,
    List<KindEntry> clusterDenied,
    Optional<List<KindEntry>> namespaceAllowed,
    List<KindEntry> namespaceDenied) {
  public ProjectSpec {
    sourceRepos = List.copyOf(sourceRepos);
    destinations = List.copyOf(destinations);
    sourceNamespaces = List.copyOf(sourceNamespaces);
    clusterAllowed = List.copyOf(clusterAllowed);
    clusterDenied = List.copyOf(clusterDenied);
    namespaceAllowed = namespaceAllowed.map(List::copyOf);
    namespaceDenied = List.copyOf(namespaceDenied);
  }
}
