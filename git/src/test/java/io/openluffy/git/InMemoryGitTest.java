package io.openluffy.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryGitTest {
  private static final RepositoryUrl URL = new RepositoryUrl("https://git.example/team/app.git");
  private static final Author ADA = new Author("Ada", "ada@example.com");
  private static final RepositoryPath VALUES = new RepositoryPath("helm/values/prod.yaml");

  private final InMemoryGit git =
      new InMemoryGit(InstantSource.fixed(Instant.parse("2026-11-23T09:00:00Z")));

  @Test
  void filesCanBeReadAtEachRevision() {
    var first = git.commitFiles(URL, "main", ADA, "One", Map.of("a/b.txt", "1", "c.txt", "x"));
    var second = git.commitFiles(URL, "main", ADA, "Two", Map.of("a/b.txt", "2"));

    assertThat(text(first.id(), "a/b.txt")).contains("1");
    assertThat(text(second.id(), "a/b.txt")).contains("2");
    assertThat(text(second.id(), "c.txt")).contains("x");
    assertThat(git.resolve(URL, "HEAD")).contains(second.id());
    assertThat(git.resolve(URL, second.id().abbreviated())).contains(second.id());
    assertThat(git.log(URL, Optional.of(first.id()), second.id(), Optional.empty(), 9))
        .containsExactly(second);
    assertThat(git.isAncestor(URL, first.id(), second.id())).isTrue();
    assertThat(git.isAncestor(URL, second.id(), first.id())).isFalse();
    assertThat(git.files(URL, second.id(), new RepositoryPath("a")))
        .extracting(file -> file.path().value())
        .containsExactly("a/b.txt");
  }

  @Test
  void anEditThatIsAlreadyThereCommitsNothing() {
    var first = git.commitFiles(URL, "main", ADA, "One", Map.of("a.txt", "1"));

    var again = git.commitFiles(URL, "main", ADA, "Again", Map.of("a.txt", "1"));

    assertThat(again).isEqualTo(first);
  }

  @Test
  void aCommitIsFoundAgainByItsTrailer() {
    git.commitFiles(URL, "main", ADA, "One", Map.of("a.txt", "1"));
    var edit =
        new Edit(
            "main",
            Author.OPENLUFFY,
            "Promote web 1.2 [skip ci]\n\nWhy: it was approved\nacross two lines.",
            Map.of("Promotion", "p-42"),
            List.of(FileEdit.write(VALUES, "tag: 1.2\n")));

    var commit = git.edit(URL, edit);

    assertThat(git.findByTrailer(URL, "main", "Promotion", "p-42", 50)).contains(commit);
    assertThat(git.findByTrailer(URL, "main", "Promotion", "p-4", 50)).isEmpty();
    assertThat(commit.trailers()).isEqualTo(Map.of("Promotion", "p-42"));
    assertThat(commit.subject()).isEqualTo("Promote web 1.2 [skip ci]");
  }

  @Test
  void valuesFilesDoNotChangeTheContentId() {
    git.commitFiles(URL, "main", ADA, "One", Map.of("src/a.c", "1", "helm/chart.yaml", "c"));
    var develop = git.commitFiles(URL, "develop", ADA, "Two", Map.of("src/a.c", "2"));
    var promoted = git.commitFiles(URL, "develop", ADA, "v", Map.of(VALUES.value(), "tag: 1"));
    var main = git.commitFiles(URL, "main", ADA, "Merge", Map.of("src/a.c", "2"));
    var leftOut = List.of(VALUES, new RepositoryPath("helm/values/dev.yaml"));

    var id = git.contentId(URL, develop.id(), leftOut);

    assertThat(git.contentId(URL, promoted.id(), leftOut)).isEqualTo(id);
    assertThat(git.contentId(URL, main.id(), leftOut)).isEqualTo(id);
    assertThat(git.contentId(URL, promoted.id(), List.of())).isNotEqualTo(id);
  }

  @Test
  void aRevertTakesBackOnlyThePathsGiven() {
    var base = git.commitFiles(URL, "main", ADA, "1", Map.of("v.yaml", "a: 1\nb: 1\nc: 1\n"));
    git.commitFiles(URL, "main", ADA, "2", Map.of("v.yaml", "a: 2\nb: 1\nc: 1\n", "s", "2"));
    var third = git.commitFiles(URL, "main", ADA, "3", Map.of("w.yaml", "new", "s", "3"));

    var reverted =
        git.revert(
            URL,
            new Revert(
                "main",
                ADA,
                "Back to 1",
                Map.of(),
                Optional.of(base.id()),
                third.id(),
                List.of(new RepositoryPath("v.yaml"), new RepositoryPath("w.yaml"))));

    assertThat(text(reverted.id(), "v.yaml")).contains("a: 1\nb: 1\nc: 1\n");
    assertThat(text(reverted.id(), "w.yaml")).isEmpty();
    assertThat(text(reverted.id(), "s")).contains("3");
  }

  @Test
  void aRevertKeepsLaterChangesOfOtherLinesAndRefusesTheSameLine() {
    git.commitFiles(URL, "main", ADA, "1", Map.of("v", "a: 1\n#\n#\n#\nb: 1\n"));
    var bad = git.commitFiles(URL, "main", ADA, "2", Map.of("v", "a: 2\n#\n#\n#\nb: 1\n"));
    git.commitFiles(URL, "main", ADA, "3", Map.of("v", "a: 2\n#\n#\n#\nb: 3\n"));
    var revert = new Revert("main", ADA, "R", Map.of(), Optional.empty(), bad.id(), List.of());

    var reverted = git.revert(URL, revert);
    git.commitFiles(URL, "main", ADA, "4", Map.of("v", "a: 4\n#\n#\n#\nb: 3\n"));

    assertThat(text(reverted.id(), "v")).contains("a: 1\n#\n#\n#\nb: 3\n");
    assertThatThrownBy(() -> git.revert(URL, revert))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("changed again");
  }

  @Test
  void aMergeBringsWhatTheOtherSideChangedAndKnowsBothParents() {
    git.commitFiles(URL, "main", ADA, "1", Map.of("v", "a: 1\n#\n#\n#\nb: 1\n", "w", "1"));
    git.commitFiles(URL, "develop", ADA, "2", Map.of("v", "a: 2\n#\n#\n#\nb: 1\n", "new", "2"));
    var develop = git.edit(URL, removal("develop", "w"));
    var main = git.commitFiles(URL, "main", ADA, "3", Map.of("v", "a: 1\n#\n#\n#\nb: 3\n"));
    var merge = new Merge("main", ADA, "Merge develop", develop.id());

    var merged = git.merge(URL, merge);

    assertThat(merged.parents()).containsExactly(main.id(), develop.id());
    assertThat(text(merged.id(), "v")).contains("a: 2\n#\n#\n#\nb: 3\n");
    assertThat(text(merged.id(), "new")).contains("2");
    assertThat(text(merged.id(), "w")).isEmpty();
    assertThat(git.merge(URL, merge)).as("what main knows already").isEqualTo(merged);
  }

  @Test
  void aMergeRefusesLinesThatBothChangedAndLeavesTheBranch() {
    git.commitFiles(URL, "main", ADA, "1", Map.of("v", "a: 1\n"));
    var develop = git.commitFiles(URL, "develop", ADA, "2", Map.of("v", "a: 2\n"));
    var main = git.commitFiles(URL, "main", ADA, "3", Map.of("v", "a: 3\n"));

    assertThatThrownBy(() -> git.merge(URL, new Merge("main", ADA, "Merge", develop.id())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Both sides changed");
    assertThatThrownBy(() -> git.merge(URL, new Merge("absent", ADA, "Merge", develop.id())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("absent");
    assertThat(git.branches(URL)).containsEntry("main", main.id());
  }

  @Test
  void aMergeOfTheSameContentIsStillAMerge() {
    git.commitFiles(URL, "main", ADA, "1", Map.of("v", "1"));
    var develop = git.commitFiles(URL, "develop", ADA, "2", Map.of("v", "2"));
    var main = git.commitFiles(URL, "main", ADA, "2 as well", Map.of("v", "2"));

    var merged = git.merge(URL, new Merge("main", ADA, "Merge", develop.id()));

    assertThat(merged.parents()).containsExactly(main.id(), develop.id());
    assertThat(merged.tree()).isEqualTo(main.tree());
  }

  private static Edit removal(String branch, String path) {
    var gone = new FileEdit(new RepositoryPath(path), before -> Optional.empty());
    return new Edit(branch, ADA, "Remove " + path, Map.of(), List.of(gone));
  }

  private Optional<String> text(CommitId commit, String path) {
    return git.file(URL, commit, new RepositoryPath(path)).map(bytes -> new String(bytes, UTF_8));
  }
}
