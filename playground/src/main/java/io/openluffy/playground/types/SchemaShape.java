package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts behind a {@link Schema}; see there for their meanings. */
public record SchemaShape(
    SchemaKind kind,
    String definition,
    String format,
    Map<String, Schema> fields,
    Optional<Schema> values,
    Optional<Schema> items,
    ListType listType,
    List<String> listKeys,
    boolean atomicMap,
    List<String> required,
    Set<String> patchStrategies,
    String mergeKey,
    boolean preservesUnknown,
    boolean embedded,
    boolean nullable,
    Optional<JsonNode> defaultValue) {

  public static Builder of(SchemaKind kind) {
    return new Builder(kind);
  }

  /** The same with the ways of merging that the field, not the definition, states. */
  SchemaShape with(Set<String> strategies, String mapType) {
    return new SchemaShape(
        kind,
        definition,
        format,
        fields,
        values,
        items,
        listType,
        listKeys,
        mapType.isEmpty() ? atomicMap : mapType.equals("atomic"),
        required,
        strategies,
        mergeKey,
        preservesUnknown,
        embedded,
        nullable,
        defaultValue);
  }

  /** Gathers the facts of one schema. */
  public static final class Builder {
    private final SchemaKind kind;
    private String definition = "";
    private String format = "";
    private final Map<String, Schema> fields = new LinkedHashMap<>();
    private Optional<Schema> values = Optional.empty();
    private Optional<Schema> items = Optional.empty();
    private ListType listType = ListType.ATOMIC;
    private List<String> listKeys = List.of();
    private boolean atomicMap;
    private List<String> required = List.of();
    private Set<String> patchStrategies = Set.of();
    private String mergeKey = "";
    private boolean preservesUnknown;
    private boolean embedded;
    private boolean nullable;
    private Optional<JsonNode> defaultValue = Optional.empty();

    private Builder(SchemaKind kind) {
      this.kind = kind;
    }

    public Builder definition(String name) {
      definition = name;
      return this;
    }

    public Builder format(String value) {
      format = value;
      return this;
    }

    public Builder field(String name, Schema schema) {
      fields.put(name, schema);
      return this;
    }

    public Builder values(Schema schema) {
      values = Optional.of(schema);
      return this;
    }

    public Builder items(Schema schema) {
      items = Optional.of(schema);
      return this;
    }

    public Builder list(ListType type, List<String> keys) {
      listType = type;
      listKeys = List.copyOf(keys);
      return this;
    }

    public Builder atomicMap(boolean value) {
      atomicMap = value;
      return this;
    }

    public Builder required(List<String> names) {
      required = List.copyOf(names);
      return this;
    }

    public Builder patch(Set<String> strategies, String key) {
      patchStrategies = Set.copyOf(strategies);
      mergeKey = key;
      return this;
    }

    public Builder preservesUnknown(boolean value) {
      preservesUnknown = value;
      return this;
    }

    public Builder embedded(boolean value) {
      embedded = value;
      return this;
    }

    public Builder nullable(boolean value) {
      nullable = value;
      return this;
    }

    public Builder defaultValue(JsonNode value) {
      defaultValue = Optional.of(value);
      return this;
    }

    public SchemaShape build() {
      return new SchemaShape(
          kind,
          definition,
          format,
          Collections.unmodifiableMap(fields),
          values,
          items,
          listType,
          listKeys,
          atomicMap,
          required,
          patchStrategies,
          mergeKey,
          preservesUnknown,
          embedded,
          nullable,
          defaultValue);
    }
  }
}
