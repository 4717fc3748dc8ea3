package io.openluffy.application.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Writes single objects to a cluster as the sync options say. Every act may be repeated. */
public final class ObjectWriter {
  private static final Set<String> NEVER_RECREATED =
      Set.of("Namespace", "CustomResourceDefinition");
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private final Cluster cluster;
  private final Consumer<Manifest> written;
  private final DefinitionWait definitions;

  /**
   * @param written told of each new state, so that nobody works with an older one
   */
  public ObjectWriter(Cluster cluster, Consumer<Manifest> written) {
    this.cluster = cluster;
    this.written = written;
    this.definitions = new DefinitionWait(cluster);
  }

  /** The state after the apply, without doing it. */
  Manifest dryRun(Manifest target, List<String> options) {
    return cluster.apply(target, how(target, options).asDryRun());
  }

  /** Applies, creates or replaces; says which. */
  String write(SyncTask task, Manifest target, List<String> options, boolean forced) {
    var live = task.live();
    boolean force = forced || option(task, options, "Force");
    if (option(task, options, "Replace")) {
      return replace(target, live, force);
    }
    var how = how(target, options);
    try {
      if (live.isPresent() && !options.contains(OwnerRules.OFF)) {
        takeOver(live.get());
      }
      written.accept(cluster.apply(target, how));
    } catch (ProblemException e) {
      if (!recreates(task, options, forced, e)) {
        throw e;
      }
      recreate(target, live.orElseThrow());
      return said(target, "force-replaced");
    }
    definitions.await(target);
    return said(target, "serverside-applied");
  }

  /** Only objects that were applied from a client carry what was applied last. */
  private void takeOver(Manifest live) {
    if (live.annotation(LAST_APPLIED).isEmpty()) {
      return;
    }
    var fresh = read(live).orElse(live);
    var owners = OwnerRules.takenOver(fresh.at("/metadata/managedFields"));
    if (owners.isEmpty()) {
      return;
    }
    var patch = JsonNodeFactory.instance.objectNode();
    var metadata = patch.putObject("metadata").put("resourceVersion", fresh.resourceVersion());
    metadata.set("managedFields", owners.get());
    cluster.patch(live.key(), PatchType.MERGE, patch, "");
  }

  /** Whether an object that refuses a change is deleted and made anew. */
  boolean recreates(SyncTask task, List<String> options, boolean forced, ProblemException refusal) {
    return (forced || option(task, options, "Force"))
        && task.live().isPresent()
        && isStuck(refusal)
        && !NEVER_RECREATED.contains(task.object().kind());
  }

  /** Whether the cluster serves the kind. */
  boolean knows(GroupVersionKind kind) {
    return cluster.types().find(kind).isPresent();
  }

  private String replace(Manifest target, Optional<Manifest> live, boolean force) {
    if (live.isEmpty()) {
      written.accept(cluster.create(target));
      return said(target, "created");
    }
    if (force && !NEVER_RECREATED.contains(target.kind())) {
      recreate(target, live.get());
      return said(target, "force-replaced");
    }
    written.accept(cluster.replace(target));
    return said(target, "replaced");
  }

  private void recreate(Manifest target, Manifest live) {
    cluster.delete(live.key(), DeleteOptions.background().onlyIf(live.uid()));
    written.accept(cluster.create(target));
  }

  private static boolean isStuck(ProblemException e) {
    return KubeProblems.is(e, KubeProblems.INVALID) || KubeProblems.is(e, KubeProblems.CONFLICT);
  }

  /** The object's own option, be it in git or on the live object, else the application's. */
  private static boolean option(SyncTask task, List<String> options, String name) {
    return task.target().filter(one -> SyncOptionRules.on(one, options, name)).isPresent()
        || task.live().filter(one -> SyncOptionRules.has(one, name + "=true")).isPresent();
  }

  private static ApplyOptions how(Manifest target, List<String> options) {
    return ApplyOptions.forced().strictly(SyncOptionRules.validates(target, options));
  }

  private static String said(Manifest object, String verb) {
    var gvk = object.gvk();
    var kind = gvk.kind().toLowerCase(Locale.ROOT);
    return (gvk.group().isEmpty() ? kind : kind + "." + gvk.group())
        + "/"
        + object.name()
        + " "
        + verb;
  }

  /** Deletes the object if it is still the one that was meant. */
  public void delete(Manifest live, DeleteOptions.Propagation propagation) {
    var options =
        new DeleteOptions(propagation, Optional.of(live.uid()).filter(uid -> !uid.isEmpty()));
    try {
      cluster.delete(live.key(), options);
    } catch (ProblemException e) {
      if (!KubeProblems.is(e, KubeProblems.CONFLICT)
          && !KubeProblems.is(e, KubeProblems.NOT_FOUND)) {
        throw e;
      }
    }
  }

  /** Asks the cluster itself, past every cache. */
  Optional<Manifest> read(Manifest object) {
    return cluster.get(object.gvk(), object.namespace(), object.name());
  }

  /** Takes our finalizer off a hook. */
  public void release(Manifest hook) {
    var left = JsonNodeFactory.instance.arrayNode();
    hook.at("/metadata/finalizers")
        .forEach(
            one -> {
              if (!one.asText().equals(HookRules.FINALIZER)) {
                left.add(one);
              }
            });
    if (left.size() == hook.at("/metadata/finalizers").size()) {
      return;
    }
    try {
      written.accept(cluster.patch(hook.key(), PatchType.MERGE, finalizers(left), ""));
    } catch (ProblemException e) {
      if (!KubeProblems.is(e, KubeProblems.NOT_FOUND)) {
        throw e;
      }
    }
  }

  private static ObjectNode finalizers(ArrayNode left) {
    var patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").set("finalizers", left);
    return patch;
  }
}
