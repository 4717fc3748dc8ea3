package io.openluffy.application.crd;

/** The schema of Application: every field of its spec, and the status we write. */
final class ApplicationShape {
  private ApplicationShape() {}

  static Shape shape() {
    return Shape.object()
        .withTexts("apiVersion", "kind")
        .with("metadata", Shape.object())
        .with("spec", spec())
        .with("operation", operation())
        .with("status", status())
        .require("metadata", "spec");
  }

  private static Shape spec() {
    return Shape.object()
        .with("project", Shape.text().saying("AppProject that the application belongs to"))
        .with("source", source())
        .with("sources", Shape.list(source()))
        .with("sourceHydrator", Shape.anything())
        .with("destination", destination())
        .with("syncPolicy", syncPolicy())
        .with("ignoreDifferences", Shape.list(ignore()))
        .with("revisionHistoryLimit", Shape.number())
        .with("info", Shape.list(nameValue()))
        .require("destination", "project");
  }

  private static Shape nameValue() {
    return Shape.object().withTexts("name", "value").require("name", "value");
  }

  private static Shape destination() {
    return Shape.object().withTexts("server", "name", "namespace");
  }

  static Shape source() {
    return Shape.object()
        .withTexts("repoURL", "targetRevision", "path", "chart", "ref", "name")
        .with("helm", helm())
        .with("kustomize", kustomize())
        .with("directory", directory())
        .with("plugin", plugin())
        .require("repoURL");
  }

  private static Shape helm() {
    return Shape.object()
        .withLists("valueFiles", "apiVersions")
        .withTexts("values", "releaseName", "version", "kubeVersion", "namespace")
        .withFlags(
            "ignoreMissingValueFiles",
            "skipCrds",
            "skipTests",
            "skipSchemaValidation",
            "passCredentials")
        .with("valuesObject", Shape.anything())
        .with(
            "parameters",
            Shape.list(Shape.object().withTexts("name", "value").withFlags("forceString")))
        .with("fileParameters", Shape.list(Shape.object().withTexts("name", "path")));
  }

  private static Shape kustomize() {
    return Shape.object()
        .withTexts("namePrefix", "nameSuffix", "namespace", "version", "kubeVersion")
        .withLists("images", "components", "apiVersions")
        .withFlags(
            "commonAnnotationsEnvsubst",
            "forceCommonLabels",
            "forceCommonAnnotations",
            "ignoreMissingComponents",
            "labelWithoutSelector",
            "labelIncludeTemplates")
        .with("commonLabels", Shape.map())
        .with("commonAnnotations", Shape.map())
        .with(
            "replicas",
            Shape.list(
                Shape.object()
                    .withTexts("name")
                    .with("count", Shape.numberOrText())
                    .require("name", "count")))
        .with("patches", Shape.list(patch()));
  }

  private static Shape patch() {
    return Shape.object()
        .withTexts("path", "patch")
        .with("options", Shape.anything())
        .with(
            "target",
            Shape.object()
                .withTexts(
                    "group",
                    "version",
                    "kind",
                    "name",
                    "namespace",
                    "annotationSelector",
                    "labelSelector"));
  }

  private static Shape directory() {
    var variables =
        Shape.list(
            Shape.object().withTexts("name", "value").withFlags("code").require("name", "value"));
    return Shape.object()
        .withFlags("recurse")
        .withTexts("include", "exclude")
        .with(
            "jsonnet",
            Shape.object().with("extVars", variables).with("tlas", variables).withLists("libs"));
  }

  private static Shape plugin() {
    return Shape.object()
        .withTexts("name")
        .with("env", Shape.list(nameValue()))
        .with(
            "parameters",
            Shape.list(
                Shape.object()
                    .withTexts("name", "string")
                    .withLists("array")
                    .with("map", Shape.map())));
  }

  private static Shape syncPolicy() {
    return Shape.object()
        .with("automated", Shape.object().withFlags("enabled", "prune", "selfHeal", "allowEmpty"))
        .withLists("syncOptions")
        .with("retry", retry())
        .with(
            "managedNamespaceMetadata",
            Shape.object().with("labels", Shape.map()).with("annotations", Shape.map()));
  }

  private static Shape retry() {
    return Shape.object()
        .with("limit", Shape.number())
        .withFlags("refresh")
        .with(
            "backoff",
            Shape.object().withTexts("duration", "maxDuration").with("factor", Shape.number()));
  }

  private static Shape ignore() {
    return Shape.object()
        .withTexts("group", "kind", "name", "namespace")
        .withLists("jsonPointers", "jqPathExpressions", "managedFieldsManagers")
        .require("kind");
  }

  private static Shape operation() {
    var resources =
        Shape.list(
            Shape.object().withTexts("group", "kind", "name", "namespace").require("kind", "name"));
    var sync =
        Shape.object()
            .withTexts("revision")
            .withLists("revisions", "syncOptions", "manifests")
            .withFlags("prune", "dryRun")
            .with("autoHealAttemptsCount", Shape.number())
            .with("source", source())
            .with("sources", Shape.list(source()))
            .with("resources", resources)
            .with("syncStrategy", strategy());
    return Shape.object()
        .with("sync", sync)
        .with("retry", retry())
        .with("info", Shape.list(nameValue()))
        .with("initiatedBy", Shape.object().withTexts("username").withFlags("automated"));
  }

  private static Shape strategy() {
    return Shape.object()
        .with("apply", Shape.object().withFlags("force"))
        .with("hook", Shape.object().withFlags("force"));
  }

  private static Shape status() {
    var open = Shape.anything();
    open.withTexts("sourceType", "controllerNamespace", "resourceHealthSource")
        .with("reconciledAt", Shape.time())
        .with("observedAt", Shape.time())
        .with("sync", Shape.anything().withTexts("status", "revision").withLists("revisions"))
        .with(
            "health",
            Shape.anything()
                .withTexts("status", "message")
                .with("lastTransitionTime", Shape.time()))
        .with("resources", Shape.list(Shape.anything()))
        .with("conditions", Shape.list(Shape.anything()))
        .with("history", Shape.list(Shape.anything()))
        .with("summary", Shape.anything())
        .with("operationState", Shape.anything());
    return open;
  }
}
