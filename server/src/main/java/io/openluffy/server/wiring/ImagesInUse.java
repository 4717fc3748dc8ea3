package io.openluffy.server.wiring;

import io.openluffy.application.Applications;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.LabelSelector;
import io.openluffy.playground.registry.Digest;
import io.openluffy.release.Projects;
import io.openluffy.release.Releases;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The digests of images that something runs or may go back to: releases, the applications' objects
 * and histories, and whatever else runs in the clusters. Tags need not be asked: what has one
 * stays.
 *
 * <p>When any of them can't be asked, the answer is a problem and nothing is swept.
 */
final class ImagesInUse {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
  private static final List<GroupVersionKind> RUNNING =
      List.of(
          GroupVersionKind.of("v1", "Pod"),
          GroupVersionKind.of("apps/v1", "Deployment"),
          GroupVersionKind.of("apps/v1", "ReplicaSet"),
          GroupVersionKind.of("apps/v1", "StatefulSet"),
          GroupVersionKind.of("apps/v1", "DaemonSet"),
          GroupVersionKind.of("batch/v1", "Job"),
          GroupVersionKind.of("batch/v1", "CronJob"));

  private final Projects projects;
  private final Releases releases;
  private final Applications applications;
  private final Clusters clusters;

  ImagesInUse(Projects projects, Releases releases, Applications applications, Clusters clusters) {
    this.projects = projects;
    this.releases = releases;
    this.applications = applications;
    this.clusters = clusters;
  }

  Set<Digest> digests() {
    var found = new HashSet<Digest>();
    for (var project : projects.list()) {
      releases.list(project.name(), Integer.MAX_VALUE).stream()
          .flatMap(release -> release.images().stream())
          .forEach(image -> named(image.digest(), found));
    }
    applications.forEachInHistory(one -> named(one.view().toString(), found));
    for (var cluster : clusters.all()) {
      for (var kind : RUNNING) {
        cluster
            .list(kind, Optional.empty(), LabelSelector.EVERYTHING)
            .forEach(one -> named(one.view().toString(), found));
      }
    }
    return found;
  }

  private static void named(String text, Set<Digest> found) {
    DIGEST.matcher(text).results().forEach(one -> Digest.parse(one.group()).ifPresent(found::add));
  }
}
