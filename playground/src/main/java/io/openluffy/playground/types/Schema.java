package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one place of an object may hold, and how writers share it.
 *
 * <p>Worked out on first use, because kinds refer to each other and to themselves, and most are
 * never asked for.
 */
public final class Schema {
  /** Takes anything and is shared field by field as the values suggest. */
  public static final Schema ANY = new Schema(() -> SchemaShape.of(SchemaKind.ANY).build());

  private final Supplier<SchemaShape> source;
  private volatile @Nullable SchemaShape known;

  public Schema(Supplier<SchemaShape> source) {
    this.source = source;
  }

  public SchemaShape shape() {
    var shape = known;
    if (shape == null) {
      shape = source.get();
      known = shape;
    }
    return shape;
  }

  public SchemaKind kind() {
    return shape().kind();
  }

  /** Name of the definition it comes from ("io.k8s.api.core.v1.PodSpec"); empty if inline. */
  public String definition() {
    return shape().definition();
  }

  /** {@code int32}, {@code date-time}, {@code byte}, …; empty if none. */
  public String format() {
    return shape().format();
  }

  /** Named fields of an {@code OBJECT}; empty for other kinds. */
  public Map<String, Schema> fields() {
    return shape().fields();
  }

  public Optional<Schema> field(String name) {
    return Optional.ofNullable(shape().fields().get(name));
  }

  /** What lies under a key of an object or map: a named field, a map's value, or anything. */
  public Optional<Schema> child(String key) {
    var field = field(key);
    if (field.isPresent()) {
      return field;
    }
    return kind() == SchemaKind.ANY ? Optional.of(ANY) : shape().values();
  }

  /** The values of a {@code MAP}. */
  public Optional<Schema> values() {
    return shape().values();
  }

  /** The entries of a {@code LIST}. */
  public Optional<Schema> items() {
    return shape().items();
  }

  public ListType listType() {
    return shape().listType();
  }

  /** The fields that tell entries of a {@code MAP} list apart. */
  public List<String> listKeys() {
    return shape().listKeys();
  }

  /** True for an object or map that has one owner as a whole. */
  public boolean atomicMap() {
    return shape().atomicMap();
  }

  public List<String> required() {
    return shape().required();
  }

  /** Of a strategic merge patch: {@code merge}, {@code replace}, {@code retainKeys}; or empty. */
  public Set<String> patchStrategies() {
    return shape().patchStrategies();
  }

  /** Of a strategic merge patch: the one key that entries are matched by; empty if none. */
  public String mergeKey() {
    return shape().mergeKey();
  }

  /** True where fields that the schema does not name are kept. */
  public boolean preservesUnknown() {
    return shape().preservesUnknown();
  }

  /** True for an object that carries apiVersion, kind and metadata of its own. */
  public boolean embedded() {
    return shape().embedded();
  }

  public boolean nullable() {
    return shape().nullable();
  }

  public Optional<JsonNode> defaultValue() {
    return shape().defaultValue();
  }

  @Override
  public String toString() {
    return definition().isEmpty() ? kind().toString() : definition();
  }
}
