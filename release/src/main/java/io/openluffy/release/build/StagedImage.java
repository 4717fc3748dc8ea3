package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.release.build.FileTree.Entry;
import io.openluffy.release.build.Recipe.Settings;
import io.openluffy.release.build.Recipe.Step;
import io.openluffy.release.build.StageGraph.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stage worked off: what it begins with, its layers and its settings.
 *
 * @param base empty: nothing
 */
record StagedImage(
    Optional<ImageReference> base, List<FileTree> layers, FileTree files, Settings settings) {

  /** What a Dockerfile comes to, or the instruction that only a whole builder can do. */
  sealed interface Answer {
    record Done(StagedImage image) implements Answer {}

    record Foreign(Instruction instruction) implements Answer {}
  }

  /** Works the needed stages off, in order. */
  static Answer of(
      StageGraph graph,
      Map<String, String> globals,
      Map<String, String> args,
      Path context,
      Function<ImageReference, ImageConfiguration> bases) {
    var staged = new HashMap<Integer, StagedImage>();
    var configurations = new HashMap<ImageReference, ImageConfiguration>();
    var contextFiles = ContextFiles.read(context);
    var stages = graph.stages().stream().map(StageGraph.Node::stage).toList();
    StagedImage last = null;
    for (var node : graph.stages()) {
      var begun = begun(node.origin(), staged);
      var configuration =
          begun
              .base()
              .map(base -> configurations.computeIfAbsent(base, bases))
              .orElse(ImageConfiguration.EMPTY);
      var recipe = RecipeReader.read(node, globals, args, begun.settings(), configuration);
      recipe.problems().stream().findFirst().ifPresent(StagedImage::refuse);
      if (recipe.foreign().isPresent()) {
        return new Answer.Foreign(recipe.foreign().get());
      }
      for (var step : recipe.steps()) {
        if (step instanceof Step.Copy copy && copy.from().isPresent()) {
          var other = StageGraph.stageCalled(copy.from().get(), stages, node.stage().index());
          if (other.isEmpty()) {
            return new Answer.Foreign(copy.instruction());
          }
          begun.add(copy, known(staged, other.get().index()).files());
        } else {
          begun.add(step, contextFiles, context);
        }
      }
      last = new StagedImage(begun.base(), begun.layers(), begun.files(), recipe.settings());
      staged.put(node.stage().index(), last);
    }
    return new Answer.Done(Objects.requireNonNull(last));
  }

  private static void refuse(Problem problem) {
    throw problem.asException();
  }

  private static StagedImage begun(Origin origin, Map<Integer, StagedImage> staged) {
    return switch (origin) {
      case Origin.Scratch ignored ->
          new StagedImage(Optional.empty(), new ArrayList<>(), new FileTree(), new Settings());
      case Origin.Image image ->
          new StagedImage(
              Optional.of(image.reference()), new ArrayList<>(), new FileTree(), new Settings());
      case Origin.Earlier earlier -> {
        var before = known(staged, earlier.index());
        var files = new FileTree();
        files.putAll(before.files());
        yield new StagedImage(
            before.base(), new ArrayList<>(before.layers()), files, before.settings());
      }
    };
  }

  private static StagedImage known(Map<Integer, StagedImage> staged, int index) {
    return Objects.requireNonNull(staged.get(index));
  }

  private void add(Step step, FileTree contextFiles, Path anyFolder) {
    switch (step) {
      case Step.Copy copy -> add(copy, contextFiles);
      case Step.Folder folder -> {
        // With a base we do not know whether it is there; what runs the image makes it.
        if (base.isEmpty() && !files.isFolder(folder.path())) {
          var layer = new FileTree();
          layer.put(folder.path(), new Entry(anyFolder, true, 0755, Entry.ROOT));
          add(layer);
        }
      }
    }
  }

  private void add(Step.Copy copy, FileTree from) {
    var layer = new FileTree();
    CopyRules.copied(copy, from, files).forEach(layer::put);
    add(layer);
  }

  private void add(FileTree layer) {
    if (!layer.isEmpty()) {
      layers.add(layer);
      files.putAll(layer);
    }
  }
}
