package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ObjectDiff;
import io.openluffy.application.RenderedDiff;
import io.openluffy.application.ResourceTree;
import io.openluffy.application.ResourceView;
import io.openluffy.application.diff.SecretMask;
import io.openluffy.application.target.Fetching;
import io.openluffy.application.target.NormaliseRules;
import io.openluffy.application.target.TargetSet;
import io.openluffy.application.target.Targets;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What people look at before they decide about an application; it changes nothing. */
final class Inspection {
  private final ApplicationResources resources;
  private final Guard guard;
  private final Targets targets;
  private final OperationTargets operationTargets;
  private final Comparer comparer;
  private final Records records;
  private final InstantSource time;

  Inspection(
      ApplicationResources resources,
      Guard guard,
      Targets targets,
      OperationTargets operationTargets,
      Comparer comparer,
      Records records,
      InstantSource time) {
    this.resources = resources;
    this.guard = guard;
    this.targets = targets;
    this.operationTargets = operationTargets;
    this.comparer = comparer;
    this.records = records;
    this.time = time;
  }

  RenderedDiff diff(ApplicationName name) {
    var round = roundOf(name);
    var revisions = targets.resolve(round.spec, Fetching.NONE, List.of());
    var target = targets.of(name, round.spec, revisions, round.objects.cluster());
    return diff(round, target, OperationTargets.hex(revisions));
  }

  RenderedDiff rollbackDiff(ApplicationName name, long historyId) {
    var round = roundOf(name);
    var aim = operationTargets.entry(round, historyId);
    return diff(round, aim.target(), aim.revisions());
  }

  private RenderedDiff diff(Round round, TargetSet target, List<String> revisions) {
    round.objects.follow(target.objects().stream().map(Manifest::gvk).distinct().toList());
    var compared = comparer.compare(round.name, round.spec, target, round.objects);
    var objects = compared.objects().stream().map(one -> diff(one, round)).toList();
    return new RenderedDiff(round.name, target.id(), String.join(",", revisions), objects);
  }

  private ObjectDiff diff(ObjectState state, Round round) {
    var predicted =
        state.desired().isPresent() && state.live().isPresent() && state.outOfSync()
            ? comparer
                .predicted(state.desired().get(), state.live().get(), round.objects.cluster())
                .or(state::desired)
            : state.desired().isPresent() && state.live().isPresent()
                ? state.live()
                : state.desired();
    var pair =
        SecretMask.mask(
            predicted.map(NormaliseRules::comparable),
            state.live().map(NormaliseRules::comparable));
    return new ObjectDiff(
        state.key(), pair.second(), pair.first(), state.outOfSync(), state.hook());
  }

  private Round roundOf(ApplicationName name) {
    var resource = resources.find(name).orElseThrow(() -> missing(name).asException());
    return switch (guard.look(name, resource)) {
      case Guard.Answer.Ours(var spec, var objects) ->
          new Round(name, spec, objects, time, resources, resource);
      case Guard.Answer.Leaving _ -> throw Refusals.deleting(name).asException();
      case Guard.Answer.Wrong(var problems) -> throw problems.getFirst().asException();
      case Guard.Answer.Theirs(var problem) -> throw problem.asException();
    };
  }

  private static Problem missing(ApplicationName name) {
    return Problem.user(
        "application.not-found",
        "There is no application " + name + ".",
        Where.of("Application " + name),
        "");
  }

  List<Manifest> manifests(ApplicationName name, Optional<String> revision) {
    var round = roundOf(name);
    var revisions =
        targets.resolve(round.spec, Fetching.NONE, revision.map(List::of).orElse(List.of()));
    return targets.of(name, round.spec, revisions, round.objects.cluster()).objects().stream()
        .map(SecretMask::mask)
        .toList();
  }

  ResourceTree tree(ApplicationName name) {
    var round = roundOf(name);
    var kinds = new HashSet<>(records.of(name).kindsInUse());
    ApplicationViews.resources(round.resource()).forEach(one -> kinds.add(kind(one)));
    kinds.addAll(Children.of(kinds));
    round.objects.follow(kinds);
    return Trees.of(name, round.objects);
  }

  private static GroupVersionKind kind(ResourceView one) {
    return new GroupVersionKind(one.key().group(), one.version(), one.key().kind());
  }
}
