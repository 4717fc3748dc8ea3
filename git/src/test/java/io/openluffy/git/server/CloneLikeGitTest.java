package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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

  /** To each depth in turn, up and down, and back to the whole of it. */
  @Test
  void aShallowCloneIsFetchedToOtherDepths() {
    SERVERS.answerAlike(
        ada -> {
          ada.clones("--depth=1", "--no-single-branch");
          var work = ada.in("work");
          for (var depth :
              List.of("--deepen=1", "--depth=5", "--deepen=2", "--depth=2", "--deepen=3")) {
            work.git("fetch", depth);
            work.lookAround();
          }
          work.git("fetch", "--unshallow");
          work.lookAround();
          work.git("fetch", "--depth=3", "origin", "main");
          work.git("fsck", "--strict");
        });
  }

  @Test
  void aShallowCloneIsFetchedToADateAndWithoutABranch() {
    SERVERS.answerAlike(
        ada -> {
          ada.clones("--depth=1", "--no-tags");
          var work = ada.in("work");
          for (var since : List.of("700", "400", "600")) {
            work.git("fetch", "--shallow-since=1700000" + since);
            work.lookAround();
          }
          work.git("fetch", "--shallow-exclude=v1");
          work.lookAround();
          work.git("fetch", "--shallow-exclude=v2", "--shallow-since=1700000060");
          work.quietly("fetch", "--shallow-since=1900000000");
          work.quietly("fetch", "--shallow-exclude=absent");
          work.lookAround();
          work.git("fsck", "--strict");
        });
  }

  @Test
  void aShallowCloneGrowsWhileOthersWork() {
    SERVERS.alike(
        ada -> {
          ada.waitsADay();
          ada.clones("--depth=2", "--no-single-branch");
          ada.git("clone", "-q", ada.url(), "other");
          var other = ada.in("other");
          other.commit("new.txt", "new\n", "New");
          other.git("push", "-q", "origin", "main", ":feature/x");
          var work = ada.in("work");
          work.commit("mine.txt", "mine\n", "Mine");
          work.git("fetch", "--deepen=1", "--prune");
          work.lookAround();
          work.git("merge", "-q", "-m", "Merge", "origin/main");
          work.git("push", "-q", "origin", "main");
          other.git("fetch", "--depth=2");
          other.lookAround();
          other.git("fetch", "--unshallow");
          other.lookAround();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--filter=blob:none --filter=tree:1",
        "--filter=combine:blob:limit=1k+blob:limit=2m",
        "--filter=object:type=commit",
      })
  void withSeveralFilters(String options) {
    clonesAlike(options + " --no-checkout");
  }

  /** JGit knows one at a time: no file is sent, but every folder. */
  @Test
  void ofFiltersThatCannotBeSaidTogetherOneIsServed() throws IOException {
    var said = SERVERS.attempt("clone", "--filter=combine:blob:none+tree:3", "--no-checkout");

    assertThat(said.worked()).as(said.text()).isTrue();
  }

  @Test
  void aFilterThatIsNotKnownIsRefusedByName() throws IOException {
    for (var filter : List.of("object:type=blob", "sparse:oid=main:sparse")) {
      var said = SERVERS.attempt("clone", "--filter=" + filter, "--no-checkout");

      assertThat(said.text()).contains("Invalid filter: " + filter);
      assertThat(said.worked()).isFalse();
    }
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
