package io.openluffy.release.build;

import io.openluffy.release.build.ImageBuilder.BuildLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Builds what needs no program to be run: FROM, COPY, ADD, ARG, ENV, LABEL, WORKDIR, USER, EXPOSE,
 * VOLUME, CMD, ENTRYPOINT, in several stages. The rest goes to a whole builder.
 */
final class EmbeddedBuilder implements BuildTool {
  private final Registry registry;
  private final ImagePusher pusher;
  private final ForeignBuilder foreign;

  EmbeddedBuilder(Registry registry, ImagePusher pusher, ForeignBuilder foreign) {
    this.registry = registry;
    this.pusher = pusher;
    this.foreign = foreign;
  }

  @Override
  public String build(BuildRequest request, Path context, BuildLog log) {
    var image = request.image();
    var text = read(context.resolve(image.dockerfile().value()));
    var graph = BuildKeys.graph(image, text);
    graph.stages().stream()
        .filter(node -> node.stage().from().flags().containsKey("platform"))
        .forEach(node -> log.line("--platform is left out: images are made for linux/amd64"));
    var dockerfile = DockerfileReader.read(BuildKeys.path(image).value(), text).dockerfile();
    var answer =
        StagedImage.of(
            graph,
            dockerfile.globalArgs(image.args()),
            image.args(),
            context,
            registry::configuration);
    return switch (answer) {
      case StagedImage.Answer.Done done -> push(request, done.image(), context, log);
      case StagedImage.Answer.Foreign needed ->
          foreign.build(request, context, needed.instruction(), graph.images(), log);
    };
  }

  private String push(BuildRequest request, StagedImage image, Path context, BuildLog log) {
    var labels = Map.of(BuildRequest.KEY_LABEL, request.key());
    log.line(
        "Making "
            + image.layers().size()
            + (image.layers().size() == 1 ? " layer" : " layers")
            + image.base().map(base -> " on " + base).orElse(" from scratch"));
    var layers = context.resolveSibling("layers");
    createFolder(layers);
    var digest = pusher.push(image, request.target(), labels, layers, log);
    log.line("Pushed " + request.target() + "@" + digest);
    return digest;
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path dockerfile) {
    try {
      return Files.readString(dockerfile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
