package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.release.build.Dockerfile.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stages that a target needs, and what each begins with. Pure.
 *
 * @param stages needed ones, in the order of the file; the last is the target
 */
record StageGraph(List<Node> stages, List<Problem> problems) {
  StageGraph {
    stages = List.copyOf(stages);
    problems = List.copyOf(problems);
  }

  /** A needed stage and what it begins with. */
  record Node(Stage stage, Origin origin) {}

  /** What files come from. */
  sealed interface Origin {
    record Scratch() implements Origin {}

    record Earlier(int index) implements Origin {}

    record Image(ImageReference reference) implements Origin {}
  }

  /** The images of other repositories that the build begins with or copies from. */
  List<ImageReference> images() {
    var images = new ArrayList<ImageReference>();
    for (var node : stages) {
      if (node.origin() instanceof Origin.Image image) {
        images.add(image.reference());
      }
      for (var step : node.stage().steps()) {
        Optional.ofNullable(step.flags().get("from"))
            .filter(from -> stageCalled(from, allStages(), node.stage().index()).isEmpty())
            .flatMap(ImageReference::parse)
            .ifPresent(images::add);
      }
    }
    return images.stream().distinct().toList();
  }

  private List<Stage> allStages() {
    return stages.stream().map(Node::stage).toList();
  }

  static StageGraph of(Dockerfile dockerfile, Optional<String> target, Map<String, String> args) {
    var problems = new ArrayList<Problem>();
    var last = target(dockerfile, target, problems);
    var needed = new TreeMap<Integer, Node>();
    last.ifPresent(stage -> need(stage, dockerfile, dockerfile.globalArgs(args), needed, problems));
    var nodes = new LinkedHashMap<>(needed);
    return new StageGraph(new ArrayList<>(nodes.values()), problems);
  }

  private static Optional<Stage> target(
      Dockerfile dockerfile, Optional<String> target, List<Problem> problems) {
    if (target.isEmpty()) {
      return Optional.of(dockerfile.stages().getLast());
    }
    var stage = stageCalled(target.get(), dockerfile.stages(), Integer.MAX_VALUE);
    if (stage.isEmpty()) {
      problems.add(
          Problem.user(
              "build.no-target",
              "The Dockerfile has no stage '" + target.get() + "'.",
              io.openluffy.kernel.Where.of(dockerfile.file()),
              "Name one of its stages in 'target', or leave it out for the last one."));
    }
    return stage;
  }

  private static void need(
      Stage stage,
      Dockerfile dockerfile,
      Map<String, String> globals,
      Map<Integer, Node> needed,
      List<Problem> problems) {
    if (needed.containsKey(stage.index())) {
      return;
    }
    var origin = origin(stage, dockerfile, globals, problems);
    needed.put(stage.index(), new Node(stage, origin));
    if (origin instanceof Origin.Earlier earlier) {
      need(dockerfile.stages().get(earlier.index()), dockerfile, globals, needed, problems);
    }
    for (var step : stage.steps()) {
      Optional.ofNullable(step.flags().get("from"))
          .flatMap(from -> stageCalled(from, dockerfile.stages(), stage.index()))
          .ifPresent(other -> need(other, dockerfile, globals, needed, problems));
    }
  }

  private static Origin origin(
      Stage stage, Dockerfile dockerfile, Map<String, String> globals, List<Problem> problems) {
    var words = Words.split(stage.from().arguments());
    var name = words.isEmpty() ? "" : Words.expand(words.getFirst(), globals);
    if (name.equals("scratch")) {
      return new Origin.Scratch();
    }
    var earlier = named(name, dockerfile.stages(), stage.index());
    if (earlier.isPresent()) {
      return new Origin.Earlier(earlier.get().index());
    }
    var reference = ImageReference.parse(name);
    if (reference.isEmpty()) {
      problems.add(
          stage
              .from()
              .problem(
                  "build.bad-dockerfile",
                  "'" + name + "' is not an image.",
                  name.isEmpty() ? "Give the ARG in it a value." : ""));
      return new Origin.Scratch();
    }
    return new Origin.Image(reference.get());
  }

  /** A stage before {@code before}, by its name or number. */
  static Optional<Stage> stageCalled(String name, List<Stage> stages, int before) {
    return named(name, stages, before)
        .or(
            () ->
                stages.stream()
                    .filter(stage -> stage.index() < before)
                    .filter(stage -> String.valueOf(stage.index()).equals(name))
                    .findFirst());
  }

  private static Optional<Stage> named(String name, List<Stage> stages, int before) {
    var lower = name.toLowerCase(Locale.ROOT);
    return stages.stream()
        .filter(stage -> stage.index() < before)
        .filter(stage -> stage.name().filter(lower::equals).isPresent())
        .findFirst();
  }
}
