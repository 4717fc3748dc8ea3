package io.openluffy.application.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.jq.JqPath;
import io.openluffy.application.jq.Step;
import io.openluffy.kube.fields.ListKeys;
import java.util.List;

/** Takes out of an object, or over from another, what an expression names. Pure. */
final class JqPlaces {
  private JqPlaces() {}

  static void remove(ObjectNode object, JqPath path) {
    path.places(object).forEach(place -> remove(object, place));
  }

  private static void remove(JsonNode object, List<Step> place) {
    var parent = at(object, place.subList(0, place.size() - 1));
    switch (place.getLast()) {
      case Step.Field(var name) -> {
        if (parent instanceof ObjectNode fields) {
          fields.remove(name);
        }
      }
      case Step.Index(var at) -> {
        if (parent instanceof ArrayNode list && list.has(at)) {
          list.remove(at);
        }
      }
    }
  }

  private static JsonNode at(JsonNode object, List<Step> way) {
    var here = object;
    for (var step : way) {
      here =
          switch (step) {
            case Step.Field(var name) -> here.path(name);
            case Step.Index(var at) -> here.path(at);
          };
    }
    return here;
  }

  /** Gives the target what is live in those places; what is not live there goes from it. */
  static void take(ObjectNode target, JsonNode live, JqPath path) {
    remove(target, path);
    for (var place : path.places(live).reversed()) {
      put(target, live, place);
    }
  }

  /** Elements of lists with keys are found by them, not by their number. */
  private static void put(ObjectNode target, JsonNode live, List<Step> place) {
    JsonNode into = target;
    var from = live;
    var list = "";
    for (var step : place.subList(0, place.size() - 1)) {
      switch (step) {
        case Step.Field(var name) -> {
          into = into.path(name);
          from = from.path(name);
          list = name;
        }
        case Step.Index(var at) -> {
          into = element(into, from, at, list);
          from = from.path(at);
        }
      }
    }
    switch (place.getLast()) {
      case Step.Field(var name) -> {
        if (into instanceof ObjectNode fields && from.has(name)) {
          fields.set(name, from.get(name).deepCopy());
        }
      }
      case Step.Index(var at) -> {
        if (into instanceof ArrayNode elements && from.has(at)) {
          elements.insert(Math.min(at, elements.size()), from.get(at).deepCopy());
        }
      }
    }
  }

  private static JsonNode element(JsonNode into, JsonNode from, int at, String list) {
    var keys = ListKeys.of(list, from);
    if (keys.isEmpty()) {
      return into.path(at);
    }
    for (var one : into) {
      if (ListKeys.same(keys, one, from.path(at))) {
        return one;
      }
    }
    return MissingNode.getInstance();
  }
}
