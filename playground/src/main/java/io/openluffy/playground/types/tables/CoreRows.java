package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.TreeSet;

/** Rows of nodes, namespaces, events, configuration and accounts. */
final class CoreRows {
  private static final String ROLE = "node-role.kubernetes.io/";

  private CoreRows() {}

  static void node(Cells cells) {
    var info = cells.status().path("nodeInfo");
    cells
        .name()
        .text(nodeStatus(cells.object()))
        .text(roles(cells.object().path("metadata").path("labels")))
        .age()
        .text(info.path("kubeletVersion"))
        .text(nodeAddress(cells.status(), "InternalIP"))
        .text(nodeAddress(cells.status(), "ExternalIP"))
        .text(info.path("osImage"), "<unknown>")
        .text(info.path("kernelVersion"), "<unknown>")
        .text(info.path("containerRuntimeVersion"), "<unknown>");
  }

  private static String nodeStatus(JsonNode node) {
    var words = "Unknown";
    for (var condition : node.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        words = condition.path("status").asText().equals("True") ? "Ready" : "NotReady";
      }
    }
    return node.path("spec").path("unschedulable").asBoolean()
        ? words + ",SchedulingDisabled"
        : words;
  }

  private static String roles(JsonNode labels) {
    var roles = new TreeSet<String>();
    labels
        .properties()
        .forEach(
            label -> {
              if (label.getKey().startsWith(ROLE) && label.getKey().length() > ROLE.length()) {
                roles.add(label.getKey().substring(ROLE.length()));
              } else if (label.getKey().equals("kubernetes.io/role")) {
                roles.add(label.getValue().asText());
              }
            });
    return Words.orNone(String.join(",", roles));
  }

  private static String nodeAddress(JsonNode status, String type) {
    for (var address : status.path("addresses")) {
      if (address.path("type").asText().equals(type)) {
        return address.path("address").asText();
      }
    }
    return Words.NONE;
  }

  static void namespace(Cells cells) {
    cells.name().text(cells.status().path("phase")).age();
  }

  static void event(Cells cells) {
    var event = cells.object();
    var series = event.path("series");
    var first = firstTime(event, "firstTimestamp", "eventTime");
    var last = firstTime(event, "lastTimestamp", "firstTimestamp", "eventTime");
    var count = Math.max(1, event.path("count").asInt());
    if (series.isObject()) {
      last = series.path("lastObservedTime").asText(last);
      count = series.path("count").asInt();
    }
    var about = event.path("involvedObject");
    var target = about.path("kind").asText().toLowerCase(Locale.ROOT);
    if (!about.path("name").asText().isEmpty()) {
      target += "/" + about.path("name").asText();
    }
    cells
        .text(cells.since(cells.all().textNode(last)))
        .text(event.path("type"))
        .text(event.path("reason"))
        .text(target)
        .text(about.path("fieldPath"))
        .text(source(event))
        .text(event.path("message").asText().strip())
        .text(cells.since(cells.all().textNode(first)))
        .number(count)
        .name();
  }

  private static String firstTime(JsonNode event, String... fields) {
    for (var field : fields) {
      var time = event.path(field).asText("");
      if (!time.isEmpty() && !time.equals("null")) {
        return time;
      }
    }
    return "";
  }

  private static String source(JsonNode event) {
    var component = event.path("source").path("component").asText();
    var host = event.path("source").path("host").asText();
    if (component.isEmpty()) {
      component = event.path("reportingComponent").asText();
      host = event.path("reportingInstance").asText();
    }
    return host.isEmpty() ? component : component + ", " + host;
  }

  static void configMap(Cells cells) {
    var size = cells.object().path("data").size() + cells.object().path("binaryData").size();
    cells.name().number(size).age();
  }

  static void secret(Cells cells) {
    cells.name().text(cells.object().path("type")).number(cells.object().path("data").size()).age();
  }

  static void serviceAccount(Cells cells) {
    cells.name().number(cells.object().path("secrets").size()).age();
  }

  static void quota(Cells cells) {
    cells.name().text(used(cells, false)).text(used(cells, true)).age();
  }

  private static String used(Cells cells, boolean limits) {
    var words = new TreeSet<String>();
    cells
        .status()
        .path("hard")
        .properties()
        .forEach(
            hard -> {
              var name = hard.getKey();
              if (name.startsWith("limits") == limits) {
                var used = cells.status().path("used").path(name).asText("0");
                words.add(name + ": " + used + "/" + hard.getValue().asText());
              }
            });
    return String.join(", ", words);
  }
}
