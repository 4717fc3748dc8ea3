package io.openluffy.application.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.util.List;

/**
 * Installs the kinds that applications are written in, and the project they belong to by default.
 */
public final class Definitions {
  private static final GroupVersionKind DEFINITION =
      GroupVersionKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition");
  private static final GroupVersionKind PROJECT =
      GroupVersionKind.of("argoproj.io/v1alpha1", "AppProject");

  private Definitions() {}

  /** Applies the definitions, and creates namespace and default project if they are not there. */
  public static void install(Cluster cluster, String namespace) {
    for (var definition : all()) {
      cluster.apply(definition, ApplyOptions.forced());
    }
    cluster.types().refresh();
    var home = GroupVersionKind.of("v1", "Namespace");
    if (cluster.get(home, "", namespace).isEmpty()) {
      cluster.apply(Manifest.named(home, "", namespace), ApplyOptions.forced());
    }
    if (cluster.get(PROJECT, namespace, "default").isEmpty()) {
      cluster.apply(defaultProject(namespace), ApplyOptions.forced());
    }
  }

  /** Both definitions, as a cluster takes them. */
  public static List<Manifest> all() {
    return List.of(
        definition(
            "Application",
            "applications",
            List.of("app", "apps"),
            ApplicationShape.shape(),
            Definitions::columns),
        definition(
            "AppProject",
            "appprojects",
            List.of("appproj", "appprojs"),
            ProjectShape.shape(),
            version -> {}));
  }

  private static void columns(ObjectNode version) {
    var columns = version.putArray("additionalPrinterColumns");
    var wanted =
        List.of(
            List.of("Status", ".status.sync.status", "0"),
            List.of("Health", ".status.health.status", "0"),
            List.of("Revision", ".status.sync.revision", "10"),
            List.of("Project", ".spec.project", "10"));
    for (var column : wanted) {
      var json = columns.addObject().put("name", column.get(0)).put("type", "string");
      json.put("jsonPath", column.get(1));
      if (!column.get(2).equals("0")) {
        json.put("priority", Integer.parseInt(column.get(2)));
      }
    }
  }

  private static Manifest definition(
      String kind,
      String plural,
      List<String> shortNames,
      Shape shape,
      java.util.function.Consumer<ObjectNode> more) {
    return Manifest.named(DEFINITION, "", plural + ".argoproj.io")
        .with(
            json -> {
              var spec = json.putObject("spec").put("group", "argoproj.io");
              spec.put("scope", "Namespaced");
              var names = spec.putObject("names").put("kind", kind).put("plural", plural);
              names.put("listKind", kind + "List");
              names.put("singular", kind.toLowerCase(java.util.Locale.ROOT));
              shortNames.forEach(names.putArray("shortNames")::add);
              var version = spec.putArray("versions").addObject().put("name", "v1alpha1");
              version.put("served", true).put("storage", true);
              version.putObject("schema").set("openAPIV3Schema", shape.json());
              more.accept(version);
              return json;
            });
  }

  private static Manifest defaultProject(String namespace) {
    return Manifest.named(PROJECT, namespace, "default")
        .with(
            json -> {
              var spec = json.putObject("spec");
              spec.putArray("sourceRepos").add("*");
              spec.putArray("destinations").addObject().put("server", "*").put("namespace", "*");
              spec.putArray("clusterResourceWhitelist")
                  .addObject()
                  .put("group", "*")
                  .put("kind", "*");
              return json;
            });
  }
}
