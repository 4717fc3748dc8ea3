package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "a/../b",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "a\\..\\b",
        "C:/x",
        "~/x",
        "a/.git/config",
        ".GIT",
        "a/.Git",
        ".git ",
        ".git.",
        "git~1",
        ".g\u200cit",
        ".git::$INDEX_ALLOCATION",
        "a\u0000b",
        "a\nb",
        "\ud800x"
      })
  void aPathCanNotLeaveTheRepository(String text) {
    assertThat(RepositoryPath.problem(text)).isPresent();
    assertThatThrownBy(() -> new RepositoryPath(text)).isInstanceOf(ProblemException.class);
  }

  @Test
  void whatPeopleWriteIsTidied() {
    assertThat(new RepositoryPath("./helm/app/").value()).isEqualTo("helm/app");
    assertThat(new RepositoryPath(".").isRoot()).isTrue();
    assertThat(new RepositoryPath("a..b/…/ä.gitignore").parts()).hasSize(3);
    assertThat(new RepositoryPath("a").contains(new RepositoryPath("a/b"))).isTrue();
    assertThat(new RepositoryPath("a").contains(new RepositoryPath("ab"))).isFalse();
  }
}
