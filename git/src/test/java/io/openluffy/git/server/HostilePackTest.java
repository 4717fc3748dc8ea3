package io.openluffy.git.server;

import static io.openluffy.git.server.HostilePack.BLOB;
import static io.openluffy.git.server.HostilePack.COMMIT;
import static io.openluffy.git.server.HostilePack.TAG;
import static io.openluffy.git.server.HostilePack.TREE;
import static io.openluffy.git.server.HostilePack.commit;
import static io.openluffy.git.server.HostilePack.entry;
import static io.openluffy.git.server.HostilePack.id;
import static io.openluffy.git.server.HostilePack.instructions;
import static io.openluffy.git.server.HostilePack.join;
import static io.openluffy.git.server.HostilePack.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packs that no git writes. What git refuses with {@code receive.fsckObjects} is refused here, with
 * nothing left behind; what only ours refuses is said to be so.
 */
class HostilePackTest {
  @RegisterExtension static final PeerServers SERVERS = new PeerServers();

  private static final byte[] FILE = text("file\n");
  private static final String FILE_ID = id(BLOB, FILE);
  private static final String EMPTY_TREE = id(TREE, new byte[0]);

  /** One push: what it leads to, and the pack. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two
  record Attack(String tip, byte[] pack) {}

  static Stream<String> attacks() {
    return all().keySet().stream();
  }

  private static String project = "";

  @BeforeAll
  static void aProject() throws IOException {
    project = SERVERS.emptyProject();
  }

  @AfterAll
  static void isInOrder() {
    PeerServers.state(SERVERS.bare("ours", project));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void isRefusedByBoth(String name) throws IOException {
    var attack = of(all(), name);

    assertThat(pushed("theirs", project, attack)).as("git itself").isFalse();
    assertThat(pushed("ours", project, attack)).isFalse();
  }

  private static Attack of(Map<String, Attack> attacks, String name) {
    return Objects.requireNonNull(attacks.get(name), name);
  }

  static Stream<String> strict() {
    return onlyOurs().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("strict")
  void isRefusedByOursAlone(String name) throws IOException {
    var attack = of(onlyOurs(), name);

    assertThat(pushed("theirs", SERVERS.emptyProject(), attack)).as("git itself").isTrue();
    assertThat(pushed("ours", project, attack)).isFalse();
  }

  static Stream<String> harmless() {
    return sound().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void isAcceptedByBoth(String name) throws IOException {
    var push = of(sound(), name);
    var other = SERVERS.emptyProject();
    for (var side : List.of("theirs", "ours")) {
      var answer =
          RawPush.of(SERVERS.address(side, other), "refs/heads/x", push.tip(), push.pack());

      assertThat(RawPush.isAccepted(answer)).as(side + answer).isTrue();
      assertThat(PeerServers.state(SERVERS.bare(side, other)).get(1)).contains(push.tip());
    }
  }

  /** Asks one server; what ours refuses must leave no object and no file. */
  private static boolean pushed(String side, String project, Attack attack) throws IOException {
    var answer =
        RawPush.of(SERVERS.address(side, project), "refs/heads/x", attack.tip(), attack.pack());

    var isAccepted = RawPush.isAccepted(answer);
    if (side.equals("ours") && !isAccepted) {
      assertThat(files(SERVERS.bare(side, project).resolve("objects"))).isEmpty();
      assertThat(answer).contains("unpack ").doesNotContain("unpack ok\nok");
    }
    assertThat(Leftovers.of(SERVERS.bare("ours", project))).isEmpty();
    return isAccepted;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Attack withTree(byte[] tree, byte[]... files) {
    var top = commit(id(TREE, tree));
    var pack = new HostilePack().object(COMMIT, top).object(TREE, tree).object(BLOB, FILE);
    for (var file : files) {
      pack.object(BLOB, file);
    }
    return new Attack(id(COMMIT, top), pack.written());
  }

  private static Attack withFolderAsFile() {
    var inner = entry("100644", "f", FILE_ID);
    var tree = entry("100644", "g", id(TREE, inner));
    var top = commit(id(TREE, tree));
    var pack = new HostilePack().object(COMMIT, top).object(TREE, tree).object(TREE, inner);
    return new Attack(id(COMMIT, top), pack.object(BLOB, FILE).written());
  }

  private static Attack named(String name) {
    return withTree(entry("100644", name, FILE_ID));
  }

  private static Attack withCommit(String text) {
    var top = text(text);
    return new Attack(
        id(COMMIT, top), new HostilePack().object(COMMIT, top).object(TREE, new byte[0]).written());
  }

  /** A file that is made by a delta, in an otherwise sound history. */
  private static Attack withDelta(byte[] delta, int before, String result) {
    var tree = entry("100644", "f", id(BLOB, text(result)));
    var top = commit(id(TREE, tree));
    var pack = new HostilePack().object(COMMIT, top).object(TREE, tree).object(BLOB, FILE);
    return new Attack(id(COMMIT, top), pack.delta(delta, before).written());
  }

  private static Map<String, Attack> sound() {
    var sound = new LinkedHashMap<String, Attack>();
    for (var name : List.of("f", "a:b", "con", "git~2", "a\\..\\b", "C:", "a\u0001", "Ü", "...")) {
      sound.put("a file called '" + name + "'", named(name));
    }
    sound.put("a delta", withDelta(instructions(5, 8, 0, 5, "two"), 0, "file\ntwo"));
    sound.put("a delta by id", byId(FILE_ID, "file\ntwo"));
    sound.put(
        "names that differ in case only",
        withTree(join(entry("100644", "README", FILE_ID), entry("100644", "readme", FILE_ID))));
    return sound;
  }

  private static Attack byId(String base, String result) {
    var tree = entry("100644", "f", id(BLOB, text(result)));
    var top = commit(id(TREE, tree));
    var pack = new HostilePack().object(COMMIT, top).object(TREE, tree).object(BLOB, FILE);
    return new Attack(id(COMMIT, top), pack.delta(instructions(5, 8, 0, 5, "two"), base).written());
  }

  private static Map<String, Attack> onlyOurs() {
    var attacks = new LinkedHashMap<String, Attack>();
    var sound = simple().object(TREE, new byte[0]).written();
    for (var name : List.of("GI7EBA~1", "gitmod~1", ".gitmodules\u200c")) {
      attacks.put("a file called '" + name + "'", named(name));
    }
    attacks.put("something behind the pack", simple(join(sound, text("more"))));
    return attacks;
  }

  private static Map<String, Attack> all() {
    var attacks = new LinkedHashMap<String, Attack>();
    for (var name :
        List.of(
            ".git",
            ".GIT",
            ".gIt",
            "git~1",
            "GIT~1",
            "..",
            ".",
            ".g\u200cit",
            ".\u200dgit",
            ".git\u206a",
            ".gI\u200ct",
            ".git ",
            ".git.",
            ".git . .",
            ".git::$INDEX_ALLOCATION",
            "a/b",
            "",
            ".git\\config",
            "a\\.git")) {
      attacks.put("a file called '" + name + "'", named(name));
    }
    var link = text("/etc/passwd");
    attacks.put(
        ".gitmodules as a link", withTree(entry("120000", ".gitmodules", id(BLOB, link)), link));
    var option = text("[submodule \"x\"]\n\tpath = x\n\turl = --upload-pack=evil\n");
    attacks.put(
        "a submodule whose address is an option",
        withTree(entry("100644", ".gitmodules", id(BLOB, option)), option));
    var up = text("[submodule \"../../x\"]\n\tpath = x\n\turl = http://example.com/x\n");
    attacks.put(
        "a submodule whose name leads out",
        withTree(entry("100644", ".gitmodules", id(BLOB, up)), up));
    attacks.put("a folder that is said to be a file", withFolderAsFile());
    attacks.put(
        "names twice",
        withTree(join(entry("100644", "f", FILE_ID), entry("100644", "f", FILE_ID))));
    attacks.put(
        "names out of order",
        withTree(join(entry("100644", "g", FILE_ID), entry("100644", "f", FILE_ID))));
    attacks.put("a mode that is none", withTree(entry("100999", "f", FILE_ID)));
    attacks.put("half an entry", withTree(text("100644 f\0abc")));
    attacks.put("a file that is missing", withTree(entry("100644", "f", "1".repeat(40))));
    attacks.put("a folder that is a file", withTree(entry("40000", "f", FILE_ID)));
    attacks.putAll(badCommits());
    attacks.putAll(badPacks());
    attacks.putAll(badDeltas());
    return attacks;
  }

  private static Map<String, Attack> badCommits() {
    var attacks = new LinkedHashMap<String, Attack>();
    var who = " M <m@example.com> 1700000000 +0000\n";
    attacks.put("a commit without tree", withCommit("author" + who + "committer" + who + "\n"));
    attacks.put(
        "a commit without author", withCommit("tree " + EMPTY_TREE + "\ncommitter" + who + "\n"));
    attacks.put(
        "a commit whose author has no address",
        withCommit("tree " + EMPTY_TREE + "\nauthor M 1700000000 +0000\ncommitter" + who + "\nx"));
    attacks.put(
        "a commit whose date is no number",
        withCommit("tree " + EMPTY_TREE + "\nauthor M <m> soon +0000\ncommitter" + who + "\nx"));
    attacks.put(
        "a commit whose parent is missing",
        withCommit(
            "tree "
                + EMPTY_TREE
                + "\nparent "
                + "1".repeat(40)
                + "\nauthor"
                + who
                + "committer"
                + who
                + "\nx"));
    attacks.put("a commit that is nothing", withCommit(""));
    var tag = text("object " + FILE_ID + "\ntype blob\n");
    attacks.put(
        "half a tag",
        new Attack(id(TAG, tag), new HostilePack().object(TAG, tag).object(BLOB, FILE).written()));
    attacks.put(
        "a branch that is a file",
        new Attack(FILE_ID, new HostilePack().object(BLOB, FILE).written()));
    return attacks;
  }

  private static HostilePack simple() {
    return new HostilePack().object(COMMIT, commit(EMPTY_TREE));
  }

  private static Attack simple(byte[] pack) {
    return new Attack(id(COMMIT, commit(EMPTY_TREE)), pack);
  }

  private static Map<String, Attack> badPacks() {
    var attacks = new LinkedHashMap<String, Attack>();
    var sound = simple().object(TREE, new byte[0]);
    attacks.put("fewer objects than it says", simple(sound.written(3)));
    attacks.put("more objects than it says", simple(sound.written(1)));
    attacks.put("two thousand million objects", simple(sound.written(Integer.MAX_VALUE)));
    attacks.put("four thousand million objects", simple(sound.written(-1)));
    var sum = sound.written();
    sum[sum.length - 1] ^= 1;
    attacks.put("another checksum", simple(sum));
    var version = sound.written();
    version[7] = 9;
    attacks.put("version 9", simple(version));
    attacks.put("no pack", simple(text("NOPE")));
    attacks.put("nothing", simple(new byte[0]));
    attacks.put("half of it", simple(java.util.Arrays.copyOf(sound.written(), 60)));
    attacks.put("corrupt", simple(simple().corrupt(TREE, text("x".repeat(99))).written()));
    attacks.put("longer than it says", simple(simple().liar(TREE, 0, FILE).written()));
    attacks.put("shorter than it says", simple(simple().liar(TREE, 99, FILE).written()));
    attacks.put("larger than any number", simple(simple().liar(BLOB, -1L >>> 1, FILE).written()));
    attacks.put("of no type", simple(simple().liar(5, 5, FILE).written()));
    return attacks;
  }

  private static Map<String, Attack> badDeltas() {
    var attacks = new LinkedHashMap<String, Attack>();
    attacks.put("reads behind its base", withDelta(instructions(5, 9, 3, 9, ""), 0, "x"));
    attacks.put("reads far away", withDelta(instructions(5, 9, 0xfffffff0L, 9, ""), 0, "x"));
    attacks.put("writes more than it says", withDelta(instructions(5, 2, 0, 5, "two"), 0, "x"));
    attacks.put("writes less than it says", withDelta(instructions(5, 99, 0, 5, "two"), 0, "x"));
    attacks.put("is for another base", withDelta(instructions(77, 8, 0, 5, "two"), 0, "x"));
    attacks.put("says that it makes 2 GB", withDelta(instructions(5, 1L << 31, 0, 5, ""), 0, "x"));
    attacks.put("says that it makes 8 EB", withDelta(instructions(5, 1L << 62, 0, 5, ""), 0, "x"));
    attacks.put("is empty", withDelta(new byte[0], 0, "x"));
    attacks.put("is on nothing in front", withDelta(instructions(5, 5, 0, 5, ""), 9999, "x"));
    attacks.put("is on the middle of a thing", withDelta(instructions(5, 5, 0, 5, ""), 3, "x"));
    attacks.put("is on what is nowhere", byId("2".repeat(40), "file\ntwo"));
    attacks.put("is on itself", byId(id(BLOB, text("file\ntwo")), "file\ntwo"));
    return attacks;
  }

  @Test
  void refsOfAnyNameAreRefused() throws IOException {
    var sound = simple().object(TREE, new byte[0]).written();
    for (var ref :
        List.of(
            "refs/heads/../../config",
            "refs/heads/a..b",
            "refs/heads/.hidden",
            "refs/heads/x.lock",
            "refs/heads/a b",
            "refs/heads/a~1",
            "refs/heads/a^",
            "refs/heads/a:b",
            "refs/heads/a\\b",
            "refs/heads/@{1}",
            "refs/heads//a",
            "refs/heads/a/",
            "refs/heads/",
            "/etc/passwd",
            "../x",
            "config",
            "HEAD",
            "refs/heads/a\u0007")) {
      RawPush.of(SERVERS.address("ours", project), ref, id(COMMIT, commit(EMPTY_TREE)), sound);

      assertThat(SERVERS.ours().git.branches(SERVERS.ours().repositories.url(project)))
          .as(ref)
          .isEmpty();
      assertThat(files(SERVERS.bare("ours", project).resolve("objects"))).as(ref).isEmpty();
      assertThat(files(SERVERS.bare("ours", project).resolve("refs"))).as(ref).isEmpty();
      assertThat(Leftovers.of(SERVERS.bare("ours", project))).as(ref).isEmpty();
    }
  }
}
