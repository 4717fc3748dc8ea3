package io.openluffy.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.notice.CommitStatus.Verdict;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCallTest {
  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

  @ParameterizedTest
  @CsvSource({
    "https://github.com/o/r.git,https://api.github.com/repos/o/r/statuses/%s,Bearer s,failure",
    "git@github.com:o/r.git,https://api.github.com/repos/o/r/statuses/%s,Bearer s,failure",
    "https://github.corp/o/r,https://github.corp/api/v3/repos/o/r/statuses/%s,Bearer s,failure",
    "https://gitlab.com/g/s/r,https://gitlab.com/api/v4/projects/g%%2Fs%%2Fr/statuses/%s,s,failed",
    "https://gitea.io/o/r,https://gitea.io/api/v1/repos/o/r/statuses/%s,token s,failure",
    "ssh://git@bitbucket.org/o/r.git,"
        + "https://api.bitbucket.org/2.0/repositories/o/r/commit/%s/statuses/build,Bearer s,FAILED",
  })
  void eachHostIsToldInItsOwnWords(String url, String address, String header, String state) {
    var repository = new RepositoryUrl(url);
    var status =
        new CommitStatus(
            repository,
            new CommitId(SHA),
            "openluffy/dev",
            Verdict.FAILURE,
            "x".repeat(200),
            Instant.EPOCH,
            1,
            "yes");
    var to = StatusSender.Address.of(repository).orElseThrow();

    var call = StatusCall.of(to.host(), to.base(), status, Secret.of("s"), "https://page");

    assertThat(call.address()).hasToString(address.formatted(SHA));
    assertThat(call.header().getValue().reveal()).isEqualTo(header);
    assertThat(call.body()).contains("\"" + state + "\"").contains("openluffy/dev");
    assertThat(status.description()).hasSize(140);
    assertThat(call.toString()).doesNotContain("Bearer s");
  }
}
