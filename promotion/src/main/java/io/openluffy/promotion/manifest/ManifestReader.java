package io.openluffy.promotion.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Manifest;
import io.openluffy.release.Projects.ManifestFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads Applications and AppProjects from YAML, and refuses everything else with its place. */
final class ManifestReader {
  private static final int LARGEST = 1024 * 1024;
  private static final Set<String> KINDS = Set.of("Application", "AppProject");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestReader() {}

  static List<Manifest> read(ManifestFile file) {
    var manifests = new ArrayList<Manifest>();
    try {
      for (var document : new Load(settings(file.path())).loadAllFromString(file.content())) {
        if (document != null) {
          manifests.add(manifest(file.path(), JSON.valueToTree(document)));
        }
      }
    } catch (MarkedYamlEngineException broken) {
      var where =
          broken
              .getProblemMark()
              .map(mark -> Where.at(file.path(), mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(Where.of(file.path()));
      throw notYaml(where, String.valueOf(broken.getProblem()));
    } catch (YamlEngineException | IllegalArgumentException broken) {
      throw notYaml(Where.of(file.path()), String.valueOf(broken.getMessage()));
    }
    return manifests;
  }

  private static LoadSettings settings(String file) {
    return LoadSettings.builder()
        .setLabel(file)
        .setCodePointLimit(LARGEST)
        .setMaxAliasesForCollections(50)
        .setAllowDuplicateKeys(false)
        .build();
  }

  private static Manifest manifest(String file, JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw refused(file, "A manifest is a mapping.");
    }
    var manifest = Manifest.of(object);
    if (!manifest.gvk().group().equals("argoproj.io") || !KINDS.contains(manifest.kind())) {
      throw refused(
          file,
          "Only Application and AppProject (argoproj.io/v1alpha1) are applied from here, not "
              + manifest.apiVersion()
              + " "
              + manifest.kind()
              + ".");
    }
    if (manifest.name().isEmpty()) {
      throw refused(file, "The " + manifest.kind() + " has no metadata.name.");
    }
    return manifest.namespace().isEmpty()
        ? manifest.withNamespace(ApplicationName.NAMESPACE)
        : manifest;
  }

  private static ProblemException refused(String file, String message) {
    return Problem.user(
            "manifest.refused",
            message,
            Where.of(file),
            "Correct the file, or leave it out of 'applications' in .openluffy/project.yaml.")
        .asException();
  }

  private static ProblemException notYaml(Where where, String why) {
    return Problem.user(
            "manifest.not-yaml", "The file is not YAML: " + why + ".", where, "Correct the file.")
        .asException();
  }
}
