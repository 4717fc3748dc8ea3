package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.render.RenderRequest;
import io.openluffy.application.render.Rendered;
import io.openluffy.application.render.Renderer;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON files of a folder; {@code ${name}} stands for a parameter. */
final class FolderRenderer implements Renderer {
  int renders;
  List<Problem> warnings = List.of();

  @Override
  public Rendered render(RenderRequest request) {
    renders++;
    var found = new ArrayList<Manifest>();
    try (var files = Files.list(request.sourceRoot().resolve(request.path().value()))) {
      for (var file : files.sorted().toList()) {
        var text = Files.readString(file);
        for (var parameter : request.parameters()) {
          text = text.replace("${" + parameter.name() + "}", parameter.value().reveal());
        }
        if (text.startsWith("broken")) {
          var where = Where.at(file.getFileName().toString(), 1, 1);
          throw Problem.user("render.broken", "The file is broken.", where, "Mend it.")
              .asException();
        }
        JsonNode json = Json.tree(text);
        found.add(Manifest.of(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Rendered(found, warnings);
  }

  @Override
  public String version() {
    return "folder 1";
  }
}
