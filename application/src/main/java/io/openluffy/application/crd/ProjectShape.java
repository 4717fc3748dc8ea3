package io.openluffy.application.crd;

/** The schema of AppProject. */
final class ProjectShape {
  private ProjectShape() {}

  static Shape shape() {
    return Shape.object()
        .withTexts("apiVersion", "kind")
        .with("metadata", Shape.object())
        .with("spec", spec())
        .with("status", Shape.anything())
        .require("metadata", "spec");
  }

  private static Shape spec() {
    var destination = Shape.object().withTexts("server", "name", "namespace");
    var account = Shape.object().withTexts("server", "namespace", "defaultServiceAccount");
    var named =
        Shape.list(Shape.object().withTexts("group", "kind", "name").require("group", "kind"));
    var kinds = Shape.list(Shape.object().withTexts("group", "kind").require("group", "kind"));
    return Shape.object()
        .withTexts("description")
        .withLists("sourceRepos", "sourceNamespaces")
        .withFlags("permitOnlyProjectScopedClusters")
        .with("destinations", Shape.list(destination))
        .with("destinationServiceAccounts", Shape.list(account))
        .with("clusterResourceWhitelist", named)
        .with("clusterResourceBlacklist", named)
        .with("namespaceResourceWhitelist", kinds)
        .with("namespaceResourceBlacklist", kinds)
        .with("orphanedResources", Shape.anything())
        .with("roles", Shape.list(Shape.anything()))
        .with("signatureKeys", Shape.list(Shape.anything()))
        .with("sourceIntegrity", Shape.anything())
        .with("syncWindows", Shape.list(window()));
  }

  private static Shape window() {
    return Shape.object()
        .withTexts("kind", "schedule", "duration", "timeZone", "description")
        .withLists("applications", "namespaces", "clusters")
        .withFlags("manualSync", "andOperator", "syncOverrun");
  }
}
