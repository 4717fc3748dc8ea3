package io.openluffy.application.project;

import java.util.List;
import java.util.Locale;

/** What a project permits: sources, destinations, kinds, and where its applications may live. */
public final class ProjectRules {
  private ProjectRules() {}

  /** One refusal counts, wherever it stands. */
  public static boolean permitsSource(ProjectSpec project, String url) {
    var wanted = normalised(url);
    boolean permitted = false;
    for (var pattern : project.sourceRepos()) {
      if (Pattern.forbids(pattern)) {
        if (matchesUrl(pattern.substring(1), wanted)) {
          return false;
        }
        permitted = true;
      } else {
        permitted |= matchesUrl(pattern, wanted);
      }
    }
    return permitted;
  }

  private static boolean matchesUrl(String pattern, String url) {
    return pattern.equals("*") || Pattern.matchesPath(normalised(pattern), url);
  }

  /** Case and {@code .git} do not matter, nor the short form of ssh addresses. */
  static String normalised(String url) {
    var text = url.strip().toLowerCase(Locale.ROOT);
    text = text.endsWith(".git") ? text.substring(0, text.length() - ".git".length()) : text;
    return text.matches("[^/:@]+@[^/:]+:.*") ? "ssh://" + text.replaceFirst(":", "/") : text;
  }

  /**
   * @param own the clusters that are registered for this project, by server or name
   */
  public static boolean permitsPlace(ProjectSpec project, Place place, List<Place> own) {
    boolean permitted = false;
    for (var entry : project.destinations()) {
      boolean name = !place.name().isEmpty() && Pattern.matchesOrNot(entry.name(), place.name());
      boolean server =
          !place.server().isEmpty() && Pattern.matchesOrNot(entry.server(), place.server());
      boolean namespace = Pattern.matchesOrNot(entry.namespace(), place.namespace());
      if (refuses(entry, place, name, server, namespace)) {
        return false;
      }
      permitted |= (server || name) && namespace;
    }
    return permitted
        && (!project.onlyOwnClusters() || own.stream().anyMatch(one -> is(one, place)));
  }

  private static boolean refuses(
      PlaceEntry entry, Place place, boolean name, boolean server, boolean namespace) {
    boolean byName = Pattern.forbids(entry.name()) && !place.name().isEmpty() && !name;
    boolean byServer =
        Pattern.forbids(entry.server()) && !place.server().isEmpty() && !server && namespace;
    boolean byNamespace = Pattern.forbids(entry.namespace()) && !namespace && (server || name);
    return byName || byServer || byNamespace;
  }

  private static boolean is(Place own, Place place) {
    return own.server().isEmpty()
        ? own.name().equals(place.name())
        : own.server().equals(place.server());
  }

  /** Namespaced kinds are permitted unless denied or not listed; the others only if listed. */
  public static boolean permitsKind(
      ProjectSpec project, String group, String kind, String name, boolean namespaced) {
    if (namespaced) {
      return project.namespaceDenied().stream().noneMatch(one -> one.matches(group, kind, name))
          && project
              .namespaceAllowed()
              .map(list -> list.stream().anyMatch(one -> one.matches(group, kind, name)))
              .orElse(true);
    }
    return project.clusterAllowed().stream().anyMatch(one -> one.matches(group, kind, name))
        && project.clusterDenied().stream().noneMatch(one -> one.matches(group, kind, name));
  }

  /** Whether an Application in this namespace may be of the project. */
  public static boolean permitsHome(ProjectSpec project, String namespace, String controllers) {
    return namespace.isEmpty()
        || namespace.equals(controllers)
        || project.sourceNamespaces().stream().anyMatch(one -> Pattern.matches(one, namespace));
  }
}
