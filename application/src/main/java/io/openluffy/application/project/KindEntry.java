package io.openluffy.application.project;

/**
 * One entry of a list of kinds; patterns.
 *
 * @param name of cluster-scoped objects; empty: any
 */
public record KindEntry(String group, String kind, String name) {
  boolean matches(String otherGroup, String otherKind, String otherName) {
    return Pattern.matches(group, otherGroup)
        && Pattern.matches(kind, otherKind)
        && (name.isEmpty() || Pattern.matches(name, otherName));
  }
}
