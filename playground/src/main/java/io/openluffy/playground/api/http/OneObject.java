package io.openluffy.playground.api.http;

import java.util.LinkedHashMap;
import java.util.List;

/** A watch of one object is a watch of its collection that selects its name. */
final class OneObject {
  private OneObject() {}

  static Call only(Call call) {
    var values = new LinkedHashMap<>(call.query().values());
    var asked = call.query().text("fieldSelector");
    var name = "metadata.name=" + call.target().name();
    values.put("fieldSelector", List.of(asked.isEmpty() ? name : asked + "," + name));
    return new Call(call.exchange(), new Query(values), call.target().named(""), call.user());
  }
}
