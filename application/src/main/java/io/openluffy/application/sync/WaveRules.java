package io.openluffy.application.sync;

import io.openluffy.kube.Manifest;

/** The wave an object is applied in. */
public final class WaveRules {
  public static final String ANNOTATION = "argocd.argoproj.io/sync-wave";
  private static final String HELM_WEIGHT = "helm.sh/hook-weight";

  private WaveRules() {}

  /** 0 when nothing is said, or nothing that is a number. */
  public static int of(Manifest object) {
    var text = object.annotation(ANNOTATION).or(() -> object.annotation(HELM_WEIGHT)).orElse("0");
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
