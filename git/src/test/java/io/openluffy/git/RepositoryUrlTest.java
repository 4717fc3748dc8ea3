package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {
  @Test
  void addressesAreNormalisedAndHoldNoPassword() {
    assertThat(url("HTTPS://Ada:pw@Git.Example:443/Team/App.git/"))
        .isEqualTo("https://git.example/Team/App.git");
    assertThat(url("ssh://git:pw@git.example:22/team/app"))
        .isEqualTo("ssh://git@git.example/team/app");
    assertThat(url("git@Git.Example:team/app.git")).isEqualTo("git@git.example:team/app.git");
    assertThat(url("/srv/git/app.git")).isEqualTo("file:///srv/git/app.git");
    assertThat(url("http://127.0.0.1:8080/git/app.git"))
        .isEqualTo("http://127.0.0.1:8080/git/app.git");
  }

  private static String url(String text) {
    return new RepositoryUrl(text).value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "ext::sh -c id",
        "ftp://a/b",
        "https://",
        "https://host",
        "ssh://-oProxy=x/a",
        "ssh://-u@host/a",
        "https://ho st/a",
        "https://host/a?b=c",
        "file://other/a",
        "-x:y",
        "https://host/a\nb",
        "%%"
      })
  void otherTextsAreNoAddress(String text) {
    assertThat(RepositoryUrl.parse(text)).isEmpty();
  }

  @Test
  void theSameRepositoryIsKnownByHttpsAndSsh() {
    var softly = new SoftAssertions();
    for (var row : ConformanceData.cases("webhook", "urls")) {
      var web = RepositoryUrl.parse(String.valueOf(row.get("webURL")));
      if (row.containsKey("error")) {
        softly.assertThat(web).as("%s", row).isEmpty();
        continue;
      }
      var source = RepositoryUrl.parse(String.valueOf(row.get("repoURL")));
      var isSame = web.isPresent() && source.isPresent() && web.get().isSameAs(source.get());
      softly.assertThat(isSame).as("%s", row).isEqualTo(row.get("same"));
    }
    softly.assertAll();
  }
}
