package io.openluffy.server.wiring;

import io.openluffy.application.render.RenderLimits;
import io.openluffy.application.render.RenderSettings;
import io.openluffy.application.render.SourceRenderer;
import io.openluffy.server.home.HomeFolder;
import io.openluffy.server.home.Reset;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The renderer with the tools that this machine has. */
final class Renderers {
  private Renderers() {}

  /** Helm is embedded; {@code LUFFY_HELM} names a binary to be used in its place. */
  static SourceRenderer open(HomeFolder home, Surroundings around) {
    var path =
        Arrays.stream(around.environment().getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    // A server that was killed left exported sources and its workers' private folders behind.
    Reset.folder(home.at("work"));
    Reset.folder(home.at("render"));
    return new SourceRenderer(
        new RenderSettings(
            Path.of(System.getProperty("java.home")),
            System.getProperty("java.class.path"),
            home.at("render"),
            Optional.ofNullable(around.environment().get("LUFFY_HELM")).map(Path::of),
            RenderSettings.findKustomize(path),
            RenderLimits.DEFAULT));
  }
}
