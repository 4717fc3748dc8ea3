package io.openluffy.application.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes OpenAPI schemas of structural kind. */
final class Shape {
  private final ObjectNode json;

  private Shape(ObjectNode json) {
    this.json = json;
  }

  ObjectNode json() {
    return json;
  }

  private static Shape type(String type) {
    return new Shape(JsonNodeFactory.instance.objectNode().put("type", type));
  }

  static Shape text() {
    return type("string");
  }

  static Shape time() {
    var shape = text();
    shape.json.put("format", "date-time");
    return shape;
  }

  static Shape flag() {
    return type("boolean");
  }

  static Shape number() {
    var shape = type("integer");
    shape.json.put("format", "int64");
    return shape;
  }

  static Shape numberOrText() {
    var shape = new Shape(JsonNodeFactory.instance.objectNode());
    shape.json.put("x-kubernetes-int-or-string", true);
    return shape;
  }

  static Shape list(Shape of) {
    var shape = type("array");
    shape.json.set("items", of.json);
    return shape;
  }

  static Shape texts() {
    return list(text());
  }

  static Shape map() {
    var shape = type("object");
    shape.json.set("additionalProperties", text().json);
    return shape;
  }

  /** An object whose fields are kept whatever they are. */
  static Shape anything() {
    var shape = type("object");
    shape.json.put("x-kubernetes-preserve-unknown-fields", true);
    return shape;
  }

  static Shape object() {
    return type("object");
  }

  Shape with(String name, Shape field) {
    json.withObject("/properties").set(name, field.json);
    return this;
  }

  Shape withTexts(String... names) {
    for (var name : names) {
      with(name, text());
    }
    return this;
  }

  Shape withFlags(String... names) {
    for (var name : names) {
      with(name, flag());
    }
    return this;
  }

  Shape withLists(String... names) {
    for (var name : names) {
      with(name, texts());
    }
    return this;
  }

  Shape require(String... names) {
    var list = json.putArray("required");
    List.of(names).forEach(list::add);
    return this;
  }

  Shape saying(String description) {
    json.put("description", description);
    return this;
  }
}
