package io.openluffy.application.render;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * With what and where sources are rendered.
 *
 * @param javaHome of the JDK that runs the worker processes
 * @param classpath of the worker processes: our own
 * @param work where private folders are made; it may be deleted when no server runs
 * @param helm a {@code helm} binary that takes the place of the embedded Helm
 * @param kustomize a {@code kustomize} or {@code kubectl} binary
 */
public record RenderSettings(
    Path javaHome,
    String classpath,
    Path work,
    Optional<Path> helm,
    Optional<Path> kustomize,
    RenderLimits limits) {

  /** Looks for {@code kustomize}, then {@code kubectl}, in these folders, as PATH has them. */
  public static Optional<Path> findKustomize(List<Path> folders) {
    return find("kustomize", folders).or(() -> find("kubectl", folders));
  }

  public static Optional<Path> find(String name, List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve(name).toAbsolutePath())
        .filter(file -> file.toFile().isFile() && file.toFile().canExecute())
        .findFirst();
  }
}
