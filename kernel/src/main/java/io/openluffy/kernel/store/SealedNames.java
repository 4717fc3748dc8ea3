package io.openluffy.kernel.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.util.Map;
import java.util.TreeMap;

/** The members of a sealed family by their simple class names. */
final class SealedNames extends TypeIdResolverBase {
  private final Class<?> root;
  private final Map<String, Class<?>> members = new TreeMap<>();

  SealedNames(Class<?> root) {
    this.root = root;
    collect(root);
  }

  private void collect(Class<?> type) {
    if (type.isSealed()) {
      for (var permitted : type.getPermittedSubclasses()) {
        collect(permitted);
      }
    } else if (members.put(type.getSimpleName(), type) != null) {
      throw new IllegalStateException(
          "Two records of " + root.getName() + " are called " + type.getSimpleName());
    }
  }

  @Override
  public String idFromValue(Object value) {
    return value.getClass().getSimpleName();
  }

  @Override
  public String idFromValueAndType(Object value, Class<?> type) {
    return type.getSimpleName();
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String id) {
    var member = members.get(id);
    if (member == null) {
      throw new IllegalStateException(
          "A stored "
              + root.getName()
              + " is a '"
              + id
              + "', which isn't one of "
              + members.keySet());
    }
    return context.constructType(member);
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }
}
