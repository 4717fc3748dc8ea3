package io.openluffy.playground.api.apply;

/**
 * Who owns fields: one writer through one door.
 *
 * @param operation {@code Apply} or {@code Update}
 * @param apiVersion in which it wrote; empty for Apply, which is one owner in all versions
 */
record Owner(String manager, String operation, String apiVersion, String subresource) {
  static final String APPLY = "Apply";
  static final String UPDATE = "Update";

  static Owner applying(String manager, String subresource) {
    return new Owner(manager, APPLY, "", subresource);
  }

  static Owner updating(String manager, String apiVersion, String subresource) {
    return new Owner(manager, UPDATE, apiVersion, subresource);
  }

  /** As conflicts name it. */
  String inWords() {
    var name = '"' + manager + '"';
    var place = subresource.isEmpty() ? "" : " with subresource \"" + subresource + '"';
    return name + place + (operation.equals(UPDATE) ? " using " + apiVersion : "");
  }
}
