package io.openluffy.kube;

import java.util.LinkedHashMap;

/**
 * The last objects that went, so that a late answer to a write of ours doesn't bring one back. An
 * answer is late by seconds: the oldest of many can be forgotten.
 */
final class LastDead {
  private static final int KEPT = 10_000;

  private final LinkedHashMap<ResourceKey, String> uids = new LinkedHashMap<>();

  synchronized void add(ResourceKey key, String uid) {
    uids.remove(key); // or it would stay as old as it was
    uids.put(key, uid);
    if (uids.size() > KEPT) {
      uids.pollFirstEntry();
    }
  }

  synchronized void remove(ResourceKey key) {
    uids.remove(key);
  }

  synchronized boolean holds(ResourceKey key, String uid) {
    return uid.equals(uids.get(key));
  }
}
