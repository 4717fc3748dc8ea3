package io.openluffy.git.server;

import io.openluffy.git.OpenRepositories;
import io.openluffy.git.RepositoryLocator;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The bare repositories of our own server: {@code <folder>/<project>.git} on disk, {@code
 * <address>/git/<project>.git} for everybody.
 */
public final class EmbeddedRepositories implements RepositoryLocator {
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final String DEFAULT_BRANCH = "main";

  private final Path folder;
  private final Supplier<List<String>> addresses;
  private final OpenRepositories open;

  /**
   * @param addresses how the server is named, such as {@code http://openluffy.localhost}; the first
   *     is the stable one, which stored things use
   */
  public EmbeddedRepositories(
      Path folder, Supplier<List<String>> addresses, OpenRepositories open) {
    this.folder = folder.toAbsolutePath().normalize();
    this.addresses = addresses;
    this.open = open;
  }

  public static boolean isProjectName(String name) {
    return PROJECT.matcher(name).matches();
  }

  /** The stable address of a project's repository. */
  public RepositoryUrl url(String project) {
    return new RepositoryUrl(addresses.get().getFirst() + "/git/" + project + ".git");
  }

  /** The project whose repository this is, if it is one of ours and exists. */
  public Optional<String> project(RepositoryUrl url) {
    for (var address : addresses.get()) {
      var prefix = address + "/git/";
      if (url.value().startsWith(prefix)) {
        var name = url.value().substring(prefix.length()).replaceFirst("\\.git$", "");
        return exists(name) ? Optional.of(name) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Path> locate(RepositoryUrl url) {
    return project(url).map(this::path);
  }

  @Override
  public RepositoryUrl canonical(RepositoryUrl url) {
    return project(url).map(this::url).orElse(url);
  }

  public boolean exists(String project) {
    return isProjectName(project) && OpenRepositories.exists(path(project));
  }

  /** By name. */
  public List<String> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var folders = Files.list(folder)) {
      return folders
          .map(each -> each.getFileName().toString().replaceFirst("\\.git$", ""))
          .filter(this::exists)
          .sorted()
          .toList();
    }
  }

  /** Made empty, unless there is one. */
  OpenRepositories.Handle create(String project) throws IOException {
    if (!isProjectName(project)) {
      throw Problem.user(
              "git.bad-name",
              "A project name has 1 to 63 lower-case letters, digits and '-', and begins and ends"
                  + " with a letter or digit.",
              Where.of("project"),
              "Choose another name, such as 'shop-backend'.")
          .asException();
    }
    return open.create(path(project), DEFAULT_BRANCH);
  }

  OpenRepositories.Handle open(String project) throws IOException {
    return open.open(path(project));
  }

  private Path path(String project) {
    return folder.resolve(project + ".git");
  }
}
