package io.openluffy.application;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The applications, as the rooms below and the doors see them. */
public interface Applications {
  List<ApplicationView> list();

  Optional<ApplicationView> find(ApplicationName name);

  SyncAnswer sync(ApplicationName name, SyncRequest request);

  /**
   * Compares again with git.
   *
   * @param hard render again, too, whatever is cached
   */
  void refresh(ApplicationName name, boolean hard);

  /** What a sync would change now. Throws when it cannot be rendered or the cluster is away. */
  RenderedDiff diff(ApplicationName name);

  /**
   * What a rollback to an entry of the history would change now. Throws when the entry is gone or
   * the cluster is away.
   */
  RenderedDiff rollbackDiff(ApplicationName name, long historyId);

  /** The desired objects at a revision (empty: the application's own), secrets masked. */
  List<Manifest> manifests(ApplicationName name, Optional<String> revision);

  ResourceTree tree(ApplicationName name);

  SyncAnswer rollback(
      ApplicationName name, long historyId, Actor by, Set<String> roles, boolean prune);

  /** Shows every object that a rollback of any application may bring back. */
  void forEachInHistory(Consumer<Manifest> visitor);

  /** Ends a rollback's hold, so that the application follows git again. */
  void unpin(ApplicationName name, Actor by);

  /** Stops the running operation; nothing happens when there is none. */
  void terminate(ApplicationName name, Actor by);

  /** Calls back when a view may have changed. */
  AutoCloseable follow(Consumer<ApplicationName> follower);
}
