package io.openluffy.application.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists given as parameters. The embedded Helm takes single values only, so a values file makes
 * room for the items, which then are set one by one, typed as always.
 */
final class SetLists {
  private final ObjectNode room = JsonNodeFactory.instance.objectNode();

  void add(String name, List<String> items, Map<String, String> set) {
    if (!name.contains("[")) {
      var at = room;
      var parts = SetRules.parts(name);
      for (var part : parts.subList(0, parts.size() - 1)) {
        at = at.get(part) instanceof ObjectNode map ? map : at.putObject(part);
      }
      var list = at.putArray(parts.getLast());
      items.forEach(item -> list.add(item));
    }
    for (int index = 0; index < items.size(); index++) {
      set.put(name + "[" + index + "]", items.get(index));
    }
  }

  Optional<Path> file(PrivateFolder folder) {
    return room.isEmpty()
        ? Optional.empty()
        : Optional.of(folder.file("values-lists.yaml", room.toString()));
  }
}
