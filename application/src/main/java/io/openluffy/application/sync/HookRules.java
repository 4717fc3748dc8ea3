package io.openluffy.application.sync;

import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the annotations of an object say about hooks, Argo CD's own and Helm's. */
public final class HookRules {
  public static final String HOOK = "argocd.argoproj.io/hook";
  public static final String DELETE_POLICY = "argocd.argoproj.io/hook-delete-policy";
  public static final String HELM_HOOK = "helm.sh/hook";
  public static final String HELM_DELETE_POLICY = "helm.sh/hook-delete-policy";
  public static final String FINALIZER = "argocd.argoproj.io/hook-finalizer";
  private static final Map<String, HookType> HELM =
      Map.of(
          "pre-install", HookType.PRE_SYNC,
          "pre-upgrade", HookType.PRE_SYNC,
          "post-install", HookType.POST_SYNC,
          "post-upgrade", HookType.POST_SYNC,
          "pre-delete", HookType.PRE_DELETE,
          "post-delete", HookType.POST_DELETE);
  private static final Map<String, DeletePolicy> HELM_POLICIES =
      Map.of(
          "before-hook-creation", DeletePolicy.BEFORE_HOOK_CREATION,
          "hook-succeeded", DeletePolicy.HOOK_SUCCEEDED,
          "hook-failed", DeletePolicy.HOOK_FAILED);

  /** When a hook's object is deleted. */
  public enum DeletePolicy {
    BEFORE_HOOK_CREATION("BeforeHookCreation"),
    HOOK_SUCCEEDED("HookSucceeded"),
    HOOK_FAILED("HookFailed");

    private final String text;

    DeletePolicy(String text) {
      this.text = text;
    }
  }

  private HookRules() {}

  /** A hook, even one whose type is misspelt and that therefore never runs. */
  public static boolean isHook(Manifest object) {
    if (object.annotation(HOOK).isPresent()) {
      return !isSkipped(object);
    }
    return object.annotation(HELM_HOOK).isPresent() && !isHelmCrd(object);
  }

  public static boolean isSkipped(Manifest object) {
    var types = types(object);
    return types.size() == 1 && types.getFirst() == HookType.SKIP;
  }

  private static boolean isHelmCrd(Manifest object) {
    return object.kind().equals("CustomResourceDefinition")
        && object.annotation(HELM_HOOK).orElse("").equals("crd-install");
  }

  /** In the order written, each once. Argo CD's annotation wins over Helm's. */
  public static List<HookType> types(Manifest object) {
    var found = new ArrayList<HookType>();
    var own = object.annotation(HOOK);
    for (var word : own.or(() -> object.annotation(HELM_HOOK)).orElse("").split(",")) {
      var type = own.isPresent() ? byText(word.strip()) : HELM.get(word.strip());
      if (type != null && !found.contains(type)) {
        found.add(type);
      }
    }
    return found;
  }

  private static @org.jspecify.annotations.Nullable HookType byText(String text) {
    for (var type : HookType.values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    return null;
  }

  /** The phases of a sync in which the object is applied. */
  public static Set<SyncPhase> phases(Manifest object) {
    if (!isHook(object)) {
      return isSkipped(object) ? Set.of() : Set.of(SyncPhase.SYNC);
    }
    var phases = EnumSet.noneOf(SyncPhase.class);
    for (var type : types(object)) {
      switch (type) {
        case PRE_SYNC -> phases.add(SyncPhase.PRE_SYNC);
        case SYNC -> phases.add(SyncPhase.SYNC);
        case POST_SYNC -> phases.add(SyncPhase.POST_SYNC);
        case SYNC_FAIL -> phases.add(SyncPhase.SYNC_FAIL);
        case SKIP, PRE_DELETE, POST_DELETE -> {}
      }
    }
    return phases;
  }

  public static boolean runsOnDeletion(Manifest object) {
    return isHook(object)
        && types(object).stream()
            .anyMatch(one -> one == HookType.PRE_DELETE || one == HookType.POST_DELETE);
  }

  /** Whether the object has no part in a sync at all. */
  public static boolean onlyOnDeletion(Manifest object) {
    return runsOnDeletion(object)
        && types(object).stream()
            .allMatch(one -> one == HookType.PRE_DELETE || one == HookType.POST_DELETE);
  }

  /** {@code BeforeHookCreation} when nothing is said. */
  public static Set<DeletePolicy> deletePolicies(Manifest object) {
    var found = EnumSet.noneOf(DeletePolicy.class);
    for (var word : object.annotation(DELETE_POLICY).orElse("").split(",")) {
      for (var policy : DeletePolicy.values()) {
        if (policy.text.equals(word.strip())) {
          found.add(policy);
        }
      }
    }
    if (object.annotation(DELETE_POLICY).isEmpty()) {
      for (var word : object.annotation(HELM_DELETE_POLICY).orElse("").split(",")) {
        var policy = HELM_POLICIES.get(word.strip());
        if (policy != null) {
          found.add(policy);
        }
      }
    }
    return found.isEmpty() ? EnumSet.of(DeletePolicy.BEFORE_HOOK_CREATION) : found;
  }
}
