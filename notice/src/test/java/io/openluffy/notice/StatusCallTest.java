package io.openluffy.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.notice.CommitStatus.Verdict;
import java.time.Instant;
import java.util.Optional;
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
    "https://gitlab.corp:8443/g/r,"
        + "https://gitlab.corp:8443/api/v4/projects/g%%2Fr/statuses/%s,s,failed",
    "http://gitea.lan:3000/o/r,http://gitea.lan:3000/api/v1/repos/o/r/statuses/%s,token s,failure",
    "https://bitbucket.corp/scm/p/r.git,"
        + "https://bitbucket.corp/rest/build-status/1.0/commits/%s,Bearer s,FAILED",
    "ssh://git@ssh.github.com:443/o/r.git,"
        + "https://api.github.com/repos/o/r/statuses/%s,Bearer s,failure",
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
            Optional.empty(),
            1,
            "yes");
    var to = HostAddress.of(repository).orElseThrow();
    var account = new HostAccount(Optional.empty(), Secret.of("s"));

    var call = StatusCall.of(to, status, "https://page");

    assertThat(call.address()).hasToString(address.formatted(SHA));
    assertThat(account.header(to.host()).getValue().reveal()).isEqualTo(header);
    assertThat(call.body()).contains("\"" + state + "\"").contains("openluffy/dev");
    assertThat(status.description()).hasSize(140);
    assertThat(account.toString()).doesNotContain("secret=s");
  }
}
