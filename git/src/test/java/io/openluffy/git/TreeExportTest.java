package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.secret.InMemorySecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeExportTest {
  @TempDir Path folder;
  private final OpenRepositories open = new OpenRepositories();
  private RealGit work;
  private RepositoryUrl url;
  private Path into;
  private Git git;

  @BeforeEach
  void aRepositoryOnDisk() throws IOException {
    work = RealGit.init(folder.resolve("work"));
    url = new RepositoryUrl("file://" + folder.resolve("work"));
    into = folder.resolve("out");
    git = client(GitSettings.DEFAULTS);
  }

  private Git client(GitSettings settings) {
    return JGitClient.onDisk(
        folder.resolve("home"),
        open,
        any -> Optional.empty(),
        new InMemorySecretStore(),
        settings,
        BranchMoves.UNHEARD,
        InstantSource.system(),
        RandomGeneratorFactory.of("L64X128MixRandom").create(1));
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void aFolderIsWrittenWithModesAndInnerLinks() throws IOException {
    link("chart/values.yaml", "files/v.yaml");
    Files.createDirectories(work.folder().resolve("chart/files"));
    Files.writeString(work.folder().resolve("chart/run.sh"), "#!/bin/sh\n");
    assertThat(work.folder().resolve("chart/run.sh").toFile().setExecutable(true)).isTrue();
    var commit = work.commit("chart/files/v.yaml", "a: 1\n", "Chart");

    git.export(url, commit, new RepositoryPath("chart"), into);

    assertThat(into.resolve("values.yaml")).isSymbolicLink().hasContent("a: 1\n");
    assertThat(into.resolve("run.sh")).isExecutable();
  }

  @Test
  void linksThatLeadOutAreRefused() throws IOException {
    for (var target : List.of("/etc/passwd", "../../secret", "a/../../x", "..")) {
      Files.deleteIfExists(work.folder().resolve("chart/link"));
      link("chart/link", target);
      var commit = work.commit("chart/a.txt", target, "Link");

      assertThatThrownBy(
              () ->
                  git.export(
                      url, commit, new RepositoryPath("chart"), folder.resolve("o-" + commit)))
          .as(target)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("leads out");
    }
  }

  @Test
  void linksOverLinksThatLeadOutAreRefused() throws IOException {
    Files.writeString(folder.resolve("secret"), "s");
    link("x/y/up", "../..");
    link("x/y/z/over", "../up/..");
    var commit = work.commit("a.txt", "1", "Links");

    assertThatThrownBy(() -> git.export(url, commit, RepositoryPath.ROOT, into))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("leads out");
  }

  @Test
  void limitsHold() {
    var commit = work.commit("a.txt", "x".repeat(3000), "Large");
    var limits =
        new GitSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 1 << 20, 1000, 2000, 10, 3);

    var strict = client(limits);

    assertThatThrownBy(() -> strict.export(url, commit, RepositoryPath.ROOT, into))
        .hasMessageContaining("larger than the limit");
    assertThatThrownBy(() -> strict.file(url, commit, new RepositoryPath("a.txt")))
        .hasMessageContaining("larger than the limit");
  }

  @Test
  void editsThroughLinksAreRefusedAndOddNamesOfOthersAreKept() throws IOException {
    link("values.yaml", "../outside");
    Files.writeString(work.folder().resolve("ümläut \"x\".txt"), "1");
    work.commit("a.txt", "1", "Odd");
    work.run("config", "receive.denyCurrentBranch", "ignore");

    var edited = git.edit(url, edit("b.txt"));

    assertThat(git.files(url, edited.id(), RepositoryPath.ROOT)).hasSize(4);
    assertThat(work.run("fsck", "--strict")).doesNotContain("error");
    assertThatThrownBy(() -> git.edit(url, edit("values.yaml")))
        .hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> git.edit(url, edit("a.txt/b")))
        .hasMessageContaining("where a folder should be");
  }

  private static Edit edit(String path) {
    return new Edit(
        "main",
        Author.OPENLUFFY,
        "Edit",
        Map.of(),
        List.of(FileEdit.write(new RepositoryPath(path), "x")));
  }

  private void link(String at, String target) throws IOException {
    var path = work.folder().resolve(at);
    Files.createDirectories(path.resolveSibling("."));
    Files.createSymbolicLink(path, Path.of(target));
  }
}
