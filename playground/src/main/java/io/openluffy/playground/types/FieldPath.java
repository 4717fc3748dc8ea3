package io.openluffy.playground.types;

import org.jspecify.annotations.Nullable;

/** Where a value stands in an object; put into words only when there is something to say. */
public final class FieldPath {
  public static final FieldPath ROOT = new FieldPath(null, "", -1);

  private final @Nullable FieldPath parent;
  private final String name;
  private final int index;

  private FieldPath(@Nullable FieldPath parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** A path written out: {@code spec.template.spec}. */
  public static FieldPath of(String path) {
    var at = ROOT;
    for (var name : path.split("\\.")) {
      at = at.child(name);
    }
    return at;
  }

  public FieldPath child(String field) {
    return new FieldPath(this, field, -1);
  }

  public FieldPath index(int position) {
    return new FieldPath(this, "", position);
  }

  /** An entry of a map: {@code data[key]}. */
  public FieldPath key(String key) {
    return new FieldPath(this, "[" + key + "]", -1);
  }

  /** {@code spec.containers[0].image}; empty for the root. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    write(text, true);
    return text.toString();
  }

  /** The same without positions, as Go's JSON decoder names fields. */
  public String withoutIndexes() {
    var text = new StringBuilder();
    write(text, false);
    return text.toString();
  }

  private void write(StringBuilder text, boolean indexes) {
    if (parent == null) {
      return;
    }
    parent.write(text, indexes);
    if (index >= 0) {
      if (indexes) {
        text.append('[').append(index).append(']');
      }
    } else if (name.startsWith("[")) {
      text.append(indexes ? name : "");
    } else {
      if (!text.isEmpty()) {
        text.append('.');
      }
      text.append(name);
    }
  }
}
