package io.openluffy.application.sync;

import io.openluffy.kube.DeleteOptions.Propagation;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;

/** Sync options: those of the application, and those an object carries, which win. Exact texts. */
public final class SyncOptionRules {
  public static final String ANNOTATION = "argocd.argoproj.io/sync-options";

  private SyncOptionRules() {}

  public static boolean has(List<String> options, String option) {
    return options.contains(option);
  }

  public static boolean has(Manifest object, String option) {
    return own(object).contains(option);
  }

  private static List<String> own(Manifest object) {
    var text = object.annotation(ANNOTATION).orElse("");
    return List.of(text.split(",")).stream()
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /** The value that counts for the object: its own, else the application's. */
  public static Optional<String> value(Manifest object, List<String> application, String name) {
    return valueIn(own(object), name).or(() -> valueIn(application, name));
  }

  private static Optional<String> valueIn(List<String> options, String name) {
    return options.stream()
        .filter(one -> one.startsWith(name + "="))
        .map(one -> one.substring(name.length() + 1))
        .findFirst();
  }

  public static boolean on(Manifest object, List<String> application, String name) {
    return value(object, application, name).orElse("").equals("true");
  }

  public static boolean validates(Manifest object, List<String> application) {
    return !value(object, application, "Validate").orElse("").equals("false");
  }

  public static Propagation propagation(List<String> application) {
    return switch (valueIn(application, "PrunePropagationPolicy").orElse("foreground")) {
      case "background" -> Propagation.BACKGROUND;
      case "orphan" -> Propagation.ORPHAN;
      default -> Propagation.FOREGROUND;
    };
  }

  /** Whether a live object is deleted together with its application. */
  public static boolean deletedWithApplication(Manifest live, List<String> application) {
    if (live.kind().equals("CustomResourceDefinition")
        || live.annotation("helm.sh/resource-policy").orElse("").equals("keep")) {
      return false;
    }
    return !value(live, application, "Delete").orElse("").equals("false");
  }

  public static boolean confirmsDeletion(Manifest live, List<String> application) {
    return value(live, application, "Delete").orElse("").equals("confirm");
  }

  public static boolean needsConfirmation(Manifest live, List<String> application) {
    return confirmsDeletion(live, application)
        || value(live, application, "Prune").orElse("").equals("confirm");
  }
}
