package io.openluffy.application.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.kube.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Digests of content, whatever the order of its fields. */
public final class Digests {
  private Digests() {}

  public static String of(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String of(JsonNode json) {
    return of(sorted(json).toString());
  }

  /** Of the objects together, whatever their order. */
  public static String of(List<Manifest> objects) {
    return of(String.join("\n", objects.stream().map(one -> of(one.view())).sorted().toList()));
  }

  private static JsonNode sorted(JsonNode json) {
    if (json.isObject()) {
      var fields = new TreeMap<String, JsonNode>();
      json.properties().forEach(one -> fields.put(one.getKey(), sorted(one.getValue())));
      return JsonNodeFactory.instance.objectNode().setAll(fields);
    }
    if (json.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      json.forEach(one -> list.add(sorted(one)));
      return list;
    }
    return json;
  }
}
