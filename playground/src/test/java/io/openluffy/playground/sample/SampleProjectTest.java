package io.openluffy.playground.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.Author;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleProjectTest {
  private static final RepositoryUrl URL =
      new RepositoryUrl("http://openluffy.localhost/git/openluffy.git");
  private static final Author ANN = new Author("Ann", "ann@example.org");

  private final InMemoryGit git = new InMemoryGit(() -> Instant.parse("2026-01-01T00:00:00Z"));
  private final SampleProject sample = new SampleProject(git, URL);

  @Test
  void isLaidOutOnceAndStartsNothing() {
    assertThat(sample.layOut(ANN)).isTrue();
    var branches = git.branches(URL);
    var main = git.resolve(URL, "main").orElseThrow();

    assertThat(branches).containsOnly(Map.entry("main", main), Map.entry("develop", main));
    assertThat(git.commit(URL, main).message()).contains("[skip ci]");
    assertThat(git.files(URL, main, RepositoryPath.ROOT))
        .hasSameSizeAs(SampleProject.files().keySet());
    assertThat(sample.layOut(ANN)).isFalse();
    assertThat(git.branches(URL)).isEqualTo(branches);
  }

  @Test
  void whatACrashLeftHalfDoneIsFinished() {
    sample.layOut(ANN);
    var main = git.resolve(URL, "main").orElseThrow();
    git.deleteBranch(URL, "develop");

    assertThat(sample.layOut(ANN)).isTrue();

    assertThat(git.branches(URL)).containsEntry("main", main).containsEntry("develop", main);
  }

  @Test
  void whatPeoplePutThereIsLeftAlone() {
    var edit = FileEdit.write(new RepositoryPath("own.txt"), "mine");
    git.edit(URL, new Edit("main", ANN, "Begin", Map.of(), List.of(edit)));

    assertThat(sample.layOut(ANN)).isFalse();
    assertThat(git.branches(URL)).containsOnlyKeys("main");
  }

  @Test
  void aNewHeadlineIsACommitLikeAnyOther() {
    sample.layOut(ANN);

    var commit = sample.changeHeadline(ANN, "develop", "Land & $1 <ahoy>");

    var page = git.file(URL, commit.id(), SampleProject.PAGE).orElseThrow();
    assertThat(new String(page, StandardCharsets.UTF_8))
        .contains("<h1 id=\"headline\">Land &amp; $1 &lt;ahoy></h1>");
    assertThat(commit.message()).doesNotContain("skip ci");
  }

  @Test
  void aMergeIsTheLastChangeOfMainAndMakesTheNextOneEasy() {
    sample.layOut(ANN);
    var first = sample.changeHeadline(ANN, "develop", "First");
    assertThat(sample.lastChange("develop")).contains(first);
    var merged = sample.merge(ANN, "First");
    var values = FileEdit.write(new RepositoryPath("values.yaml"), "prod");
    git.edit(URL, new Edit("main", ANN, "Set prod", Map.of(), List.of(values)));
    assertThat(sample.lastChange("main")).contains(merged);
    assertThat(sample.headline("main")).contains("First");

    sample.changeHeadline(ANN, "develop", "Second");
    sample.merge(ANN, "Second");

    assertThat(sample.headline("main")).contains("Second");
  }

  @Test
  void theListOfFilesIsComplete() throws IOException, URISyntaxException {
    var index = SampleProject.class.getResource("files.txt");
    assertThat(index).isNotNull();
    var root = Path.of(index.toURI()).resolveSibling(SampleProject.NAME);
    try (var all = Files.walk(root)) {
      var paths =
          all.filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'));
      assertThat(paths).containsExactlyInAnyOrderElementsOf(SampleProject.files().keySet());
    }
  }
}
