package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.StoredObject;
import io.openluffy.playground.api.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes objects: at once, or when their finalizers and their grace are over. */
final class Deleting {
  static final String ORPHAN = "orphan";
  static final String FOREGROUND = "foregroundDeletion";
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");
  private static final long USUAL_GRACE = 30;

  /** Kinds that are marked in a way of their own, without grace. */
  private static final Set<String> OF_ITS_OWN =
      Set.of("namespaces", "customresourcedefinitions.apiextensions.k8s.io");

  private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

  /**
   * What a deletion left.
   *
   * @param object the last state
   * @param gone false while finalizers or grace hold it
   */
  record Deleted(ObjectNode object, boolean gone, long version) {}

  private final Surroundings around;

  Deleting(Surroundings around) {
    this.around = around;
  }

  /** Whether nothing holds an object any more that was asked to go. */
  static boolean isDone(Target target, ObjectNode object) {
    var metadata = object.path("metadata");
    return metadata.has("deletionTimestamp")
        && metadata.path("finalizers").isEmpty()
        && metadata.path("deletionGracePeriodSeconds").asLong() == 0
        && (!target.collection().equals(Namespaces.TYPE)
            || object.path("spec").path("finalizers").isEmpty());
  }

  Deleted delete(Target target, DeleteOptions options) {
    if (target.collection().equals(Namespaces.TYPE) && IMMORTAL.contains(target.name())) {
      throw VerbErrors.forbidden(target, "this namespace may not be deleted", List.of());
    }
    while (true) {
      var current =
          around.store().find(target.key()).orElseThrow(() -> VerbErrors.notFound(target));
      checkPreconditions(target, current, options);
      var doomed = doomed(target, current.tree(), options);
      var gone = isDone(target, doomed);
      if (options.dryRun()) {
        return new Deleted(doomed, gone, 0);
      }
      if (!gone && Trees.same(doomed, current.tree())) {
        return new Deleted(current.tree(), false, current.version());
      }
      var written =
          gone
              ? around.store().remove(current, last(target, current.tree(), doomed))
              : around.store().replace(current, doomed);
      if (written.isPresent()) {
        return new Deleted(written.get().tree(), gone, written.get().version());
      }
    }
  }

  /** What goes at once never was seen going; what was held on to for a while was. */
  private static ObjectNode last(Target target, ObjectNode current, ObjectNode doomed) {
    var isMarked = isGraceful(target) || current.path("metadata").has("deletionTimestamp");
    return isMarked ? doomed : current;
  }

  private static void checkPreconditions(
      Target target, StoredObject current, DeleteOptions options) {
    var uid = current.tree().path("metadata").path("uid").asText();
    options
        .uid()
        .filter(wanted -> !wanted.equals(uid))
        .ifPresent(
            wanted -> {
              throw VerbErrors.preconditionFailed(
                  target,
                  "the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated"
                      .formatted(wanted, uid));
            });
    options
        .resourceVersion()
        .filter(wanted -> !wanted.equals(Long.toString(current.version())))
        .ifPresent(
            wanted -> {
              throw VerbErrors.preconditionFailed(
                  target,
                  "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%d). The object might have been modified"
                      .formatted(wanted, current.version()));
            });
  }

  private ObjectNode doomed(Target target, ObjectNode object, DeleteOptions options) {
    var metadata = Trees.shallow(Trees.child(object, "metadata"));
    var finalizers = finalizers(target, metadata, options);
    metadata.remove("finalizers");
    if (!finalizers.isEmpty()) {
      finalizers.forEach(metadata.withArrayProperty("finalizers")::add);
    }
    var grace = grace(target, object, options);
    if (!metadata.has("deletionTimestamp")) {
      metadata.put("deletionTimestamp", around.now().plusSeconds(grace).toString());
      if (!OF_ITS_OWN.contains(target.type().qualifiedName())) {
        metadata.put("deletionGracePeriodSeconds", grace);
        if (metadata.path("generation").asLong() > 0) {
          metadata.put("generation", metadata.path("generation").asLong() + 1);
        }
      }
    } else if (grace < metadata.path("deletionGracePeriodSeconds").asLong()) {
      metadata.put("deletionTimestamp", around.now().plusSeconds(grace).toString());
      metadata.put("deletionGracePeriodSeconds", grace);
    }
    var marked = Trees.with(object, "metadata", metadata);
    return target.collection().equals(Namespaces.TYPE) ? terminating(marked) : marked;
  }

  private static ObjectNode terminating(ObjectNode namespace) {
    var status = Trees.shallow(Trees.child(namespace, "status")).put("phase", "Terminating");
    return Trees.with(namespace, "status", status);
  }

  private static List<String> finalizers(
      Target target, ObjectNode metadata, DeleteOptions options) {
    var finalizers = new ArrayList<String>();
    metadata.path("finalizers").forEach(f -> finalizers.add(f.asText()));
    var wanted =
        switch (options.propagation()) {
          case DEFAULT -> Optional.<String>empty();
          case ORPHAN -> Optional.of(ORPHAN);
          case FOREGROUND -> Optional.of(FOREGROUND);
          case BACKGROUND -> Optional.of("");
        };
    var usual = orphansByDefault(target) ? Optional.of(ORPHAN) : Optional.<String>empty();
    var decided = wanted.isPresent() ? wanted : usual.filter(f -> finalizers.isEmpty());
    decided.ifPresent(
        finalizer -> {
          finalizers.removeAll(List.of(ORPHAN, FOREGROUND));
          if (!finalizer.isEmpty()) {
            finalizers.add(finalizer);
          }
        });
    return finalizers;
  }

  /** Kinds that have left their objects behind since before there was a choice. */
  static boolean orphansByDefault(Target target) {
    return switch (target.type().qualifiedName()) {
      case "jobs.batch", "replicationcontrollers" -> true;
      default -> false;
    };
  }

  private static boolean isGraceful(Target target) {
    return target.type().qualifiedName().equals("pods");
  }

  private static long grace(Target target, ObjectNode object, DeleteOptions options) {
    if (!isGraceful(target)) {
      return 0;
    }
    var isNowhere = object.path("spec").path("nodeName").asText().isEmpty();
    var isFinished = FINISHED.contains(object.path("status").path("phase").asText());
    if (isNowhere || isFinished) {
      return 0;
    }
    var usual = object.path("spec").path("terminationGracePeriodSeconds").asLong(USUAL_GRACE);
    var wanted = options.gracePeriodSeconds().orElse(usual);
    return wanted < 0 ? 1 : wanted;
  }
}
