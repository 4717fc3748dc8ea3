package io.openluffy.application.target;

import io.openluffy.application.ApplicationName;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which application a live object belongs to: annotation {@code argocd.argoproj.io/tracking-id} =
 * {@code <application>:<group>/<kind>:<namespace>/<name>}.
 */
public final class TrackingRules {
  public static final String ANNOTATION = "argocd.argoproj.io/tracking-id";

  /** Anybody may write the annotation. */
  private static final Pattern NAMED = Pattern.compile("[^_]+(_[^_]+)?");

  private TrackingRules() {}

  public static String id(ApplicationName application, ResourceKey key) {
    return application.instance()
        + ":"
        + key.group()
        + "/"
        + key.kind()
        + ":"
        + key.namespace()
        + "/"
        + key.name();
  }

  /** The application that the object says it belongs to. */
  public static Optional<String> instance(Manifest object) {
    return object
        .annotation(ANNOTATION)
        .filter(id -> id.indexOf(':') > 0)
        .map(id -> id.substring(0, id.indexOf(':')))
        .filter(instance -> NAMED.matcher(instance).matches());
  }

  /** The resource of the application of that instance. */
  public static ApplicationName application(String instance) {
    int line = instance.indexOf('_');
    return line < 0
        ? ApplicationName.of(instance)
        : new ApplicationName(instance.substring(0, line), instance.substring(line + 1));
  }

  /**
   * Whether the id describes the object that carries it. One that was copied to another object, by
   * another controller or a person, does not: such an object is neither compared nor pruned. The
   * group of a kind may have moved, so Ingress counts in either of its groups.
   */
  public static boolean describesItself(Manifest object) {
    var id = object.annotation(ANNOTATION).orElse("");
    var key = object.key();
    var rest = id.substring(id.indexOf(':') + 1);
    var suffix = key.kind() + ":" + key.namespace() + "/" + key.name();
    if (rest.equals(key.group() + "/" + suffix)) {
      return true;
    }
    return rest.endsWith("/" + suffix) && moved(rest.substring(0, rest.indexOf('/')), key);
  }

  private static boolean moved(String group, ResourceKey key) {
    return group.equals("extensions")
        && (key.group().equals("networking.k8s.io")
            || key.group().equals("apps")
            || key.group().equals("policy"));
  }

  public static Manifest marked(ApplicationName application, Manifest object) {
    return object.withAnnotation(ANNOTATION, id(application, object.key()));
  }
}
