package io.openluffy.application.reconcile;

import io.openluffy.application.sync.HookRules;
import io.openluffy.application.sync.HookType;
import io.openluffy.application.target.TargetSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps an application from going before the hooks of its deletion have run. Pure. */
final class DeleteHookFinalizers {
  private static final String PRE = "pre-delete-finalizer.argocd.argoproj.io";
  private static final String POST = "post-delete-finalizer.argocd.argoproj.io";
  private static final Map<HookType, String> OF =
      Map.of(HookType.PRE_DELETE, PRE, HookType.POST_DELETE, POST);

  private DeleteHookFinalizers() {}

  /** The finalizers as they should be; empty when they are. */
  static Optional<List<String>> wanted(List<String> present, TargetSet target) {
    var wanted = new ArrayList<>(present);
    OF.forEach(
        (type, finalizer) -> {
          boolean has =
              target.deleteHooks().stream().anyMatch(one -> HookRules.types(one).contains(type));
          if (!has) {
            wanted.removeIf(one -> one.startsWith(finalizer));
          } else if (!present.contains(finalizer)) {
            wanted.add(finalizer);
          }
        });
    return wanted.equals(present) ? Optional.empty() : Optional.of(wanted);
  }

  static boolean areIn(List<String> finalizers) {
    return finalizers.stream().anyMatch(one -> one.startsWith(PRE) || one.startsWith(POST));
  }
}
