package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.kernel.Problem;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;

/** Decides whether an application is one to be worked on. */
final class Guard {
  private final Destinations destinations;
  private final Projects projects;
  private final Rivals rivals;

  Guard(Destinations destinations, Projects projects, Rivals rivals) {
    this.destinations = destinations;
    this.projects = projects;
    this.rivals = rivals;
  }

  /** What an application is to us. */
  sealed interface Answer {
    record Ours(ApplicationSpec spec, LiveObjects objects) implements Answer {}

    /** It is being deleted. */
    record Leaving(Optional<ApplicationSpec> spec) implements Answer {}

    /** Its spec can't be worked on. */
    record Wrong(List<Problem> problems) implements Answer {}

    /** Argo CD works on it. */
    record Theirs(Problem problem) implements Answer {}
  }

  /** Whether it may be changed. */
  Answer check(ApplicationName name, Manifest resource) {
    return rivals
        .problem(resource)
        .<Answer>map(Answer.Theirs::new)
        .orElseGet(() -> look(name, resource));
  }

  /** Whether it may be looked at; it may belong to Argo CD then. */
  Answer look(ApplicationName name, Manifest resource) {
    var read = ApplicationReader.read(resource);
    if (resource.deletedAt().isPresent()) {
      return new Answer.Leaving(read.spec());
    }
    if (read.spec().isEmpty()) {
      return new Answer.Wrong(read.problems());
    }
    var spec = read.spec().get();
    var objects = destinations.find(spec.destination());
    if (objects.isEmpty()) {
      return new Answer.Wrong(List.of(Destinations.unknown(name, spec.destination())));
    }
    return projects
        .problem(name, spec)
        .<Answer>map(problem -> new Answer.Wrong(List.of(problem)))
        .orElseGet(() -> new Answer.Ours(spec, objects.get()));
  }
}
