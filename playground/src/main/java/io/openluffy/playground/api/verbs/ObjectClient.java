package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;

/**
 * The door for what runs inside: controllers write as clients do, by the same rules, but without
 * waiting for the storage. {@code apiVersion}, {@code kind} and {@code metadata} of an object say
 * where it goes. What is refused comes as a {@code StatusException}.
 */
public interface ObjectClient {
  /** For reading and following. */
  ObjectStore store();

  ObjectNode create(ObjectNode object);

  /** Replaces all but the status; a set resourceVersion must still be the current one. */
  ObjectNode update(ObjectNode object);

  /** Replaces the status only; a set resourceVersion must still be the current one. */
  ObjectNode updateStatus(ObjectNode object);

  /** A JSON merge patch of all but the status. */
  ObjectNode mergePatch(ObjectKey key, ObjectNode patch);

  /** A JSON merge patch of the status only: {@code {"status": ...}}. */
  ObjectNode mergePatchStatus(ObjectKey key, ObjectNode patch);

  /** Deletes by the rules (finalizers, grace, owners); nothing happens if it is gone already. */
  void delete(ObjectKey key, DeleteOptions options);

  /** Puts a pod on a node; 409 when it is on one. */
  ObjectNode bind(ObjectKey pod, String node);

  /** Takes the finalizer off an emptied, terminating namespace, which removes it. */
  void finalizeNamespace(String name);
}
