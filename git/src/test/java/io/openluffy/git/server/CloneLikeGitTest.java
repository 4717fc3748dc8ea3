package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones from our server are those from {@code git http-backend}. */
class CloneLikeGitTest {
  @RegisterExtension static final PeerServers SERVERS = new PeerServers();

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void allOfItInEachProtocol(int version) {
    SERVERS.answerAlike(
        ada -> {
          ada.git("-c", "protocol.version=" + version, "clone", ada.url(), "work");
          ada.in("work").lookAround();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--mirror",
        "--branch=v1",
        "--depth=3 --no-single-branch",
        "--shallow-since=1700000500",
        "--filter=tree:0 --no-checkout",
        "--filter=blob:limit=1k --no-checkout",
        "--config=http.postBuffer=70000",
      })
  void withOptions(String options) {
    clonesAlike(options);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      strings = {
        "--branch=absent",
        "--shallow-exclude=v1",
        "--filter=blob:none --depth=1",
        "--bare",
        "--no-tags",
        "--single-branch",
        "--branch=feature/x",
        "--no-checkout",
        "--depth=1",
        "--depth=100",
        "--depth=1 --branch=v1",
        "--filter=blob:none",
        "--filter=blob:none --no-checkout",
        "--filter=tree:0",
        "--filter=tree:2 --no-checkout",
        "--filter=blob:limit=1k",
        "--filter=blob:limit=1m",
        "--filter=nonsense",
        "--filter=blob:none --sparse",
        "--server-option=a=b",
        "--config=transfer.fsckObjects=true",
        "--config=http.extraHeader=Expect:100-continue",
      })
  void withOtherOptions(String options) {
    clonesAlike(options);
  }

  private static void clonesAlike(String options) {
    SERVERS.answerAlike(
        ada -> {
          ada.clones(options.split(" "));
          if (options.contains("--bare") || options.contains("--mirror")) {
            ada.in("work").git("for-each-ref");
          } else if (java.nio.file.Files.exists(ada.in("work").folder())) {
            ada.in("work").lookAround();
          }
        });
  }

  @Test
  void anEmptyProject() throws IOException {
    SERVERS.alike(
        SERVERS.emptyProject(),
        ada -> {
          ada.clones();
          ada.in("work").git("status", "--short", "--branch");
          ada.git("ls-remote", ada.url());
        });
  }

  @Test
  void aProjectThatIsNotThere() {
    SERVERS.answerAlike(
        ada -> ada.quietly("ls-remote", ada.url().replace("/read.git", "/absent.git")));
  }

  @Test
  void aShallowCloneGrows() {
    SERVERS.answerAlike(
        ada -> {
          ada.clones("--depth", "1");
          var work = ada.in("work");
          work.git("fetch", "--deepen", "2");
          work.lookAround();
          work.git("fetch", "--unshallow");
          work.lookAround();
          work.git("fetch", "--depth=2");
          work.git("rev-list", "--count", "HEAD");
        });
  }

  /** JGit sends more than is asked for, and can't count from a date here. */
  @Test
  @Tag("long")
  void aShallowCloneThatIsFetchedToAnotherDepthHasAllOfIt() {
    SERVERS.answerAlike(
        ada -> {
          ada.clones("--depth", "1", "--no-tags");
          var work = ada.in("work");
          work.git("fetch", "--depth", "5");
          work.git("log", "--format=%h %s");
          work.git("fsck", "--strict");
        });
  }

  @Test
  void aFilterThatIsNotKnownIsRefusedByName() throws IOException {
    var said = SERVERS.attempt("clone", "--filter=combine:blob:none+tree:3", "--no-checkout");

    assertThat(said.text()).contains("Invalid filter: combine");
    assertThat(said.worked()).isFalse();
  }

  @Test
  void aCloneWithoutFilesAsksForWhatItNeeds() {
    SERVERS.answerAlike(
        ada -> {
          ada.clones("--filter=blob:none", "--no-checkout");
          var work = ada.in("work");
          work.git("sparse-checkout", "set", "dir/sub");
          work.git("checkout", "-q", "main");
          work.lookAround();
          work.git("log", "-p", "--stat", "--format=%s", "--", "x.txt");
          work.git("sparse-checkout", "disable");
          work.lookAround();
          work.git("-c", "fetch.negotiationAlgorithm=skipping", "fetch", "--refetch");
          work.git("show", "v1:large.bin", "--stat");
          work.git("fsck", "--connectivity-only");
        });
  }

  @Test
  @Tag("long")
  void aCloneWithoutFoldersAsksForWhatItNeeds() {
    SERVERS.answerAlike(
        ada -> {
          ada.clones("--filter=tree:0", "--no-checkout");
          var work = ada.in("work");
          work.git("ls-tree", "-r", "HEAD~2");
          work.git("diff", "--stat", "v1", "v2");
          work.git("checkout", "-q", "feature/x");
          work.lookAround();
        });
  }
}
