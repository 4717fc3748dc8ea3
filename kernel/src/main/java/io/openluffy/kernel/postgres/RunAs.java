package io.openluffy.kernel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are run: it refuses to run as root.
 *
 * @param prefix what stands before the program and its arguments
 * @param owner whom the data has to belong to; empty when that is us
 */
record RunAs(List<String> prefix, Optional<String> owner) {
  private static final RunAs OURSELVES = new RunAs(List.of(), Optional.empty());

  /** In a user namespace of its own, root is nobody, and still owns its files. */
  private static final RunAs NAMESPACE = new RunAs(List.of("unshare", "-U"), Optional.empty());

  /** What su runs: the program and arguments that follow. */
  private static final String SU = "exec \"$@\"";

  /** The ways to try, the best one first; they may not work on this machine. */
  static List<RunAs> ways() {
    if (!isRoot()) {
      return List.of(OURSELVES);
    }
    var ways = new ArrayList<RunAs>();
    ways.add(NAMESPACE);
    ways.addAll(otherUsers());
    return ways;
  }

  /** The ways of root to become somebody else. */
  static List<RunAs> otherUsers() {
    var ways = new ArrayList<RunAs>();
    for (var user : List.of("postgres", "nobody")) {
      group(user)
          .ifPresent(
              group -> {
                var owner = Optional.of(user);
                var setpriv =
                    List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups");
                ways.add(new RunAs(setpriv, owner));
                ways.add(new RunAs(List.of("runuser", "-u", user, "--"), owner));
                ways.add(new RunAs(List.of("su", "-s", "/bin/sh", user, "-c", SU, "su"), owner));
              });
    }
    return ways;
  }

  /** Whether a program with these arguments ends well. */
  boolean works(String... command) {
    try {
      return run(command) == 0;
    } catch (IOException _) {
      return false; // the program that should change the user isn't there
    }
  }

  /** Whether the user can list this folder, so also pass through all folders above it. */
  boolean reaches(Path folder) {
    return works("ls", folder.toString());
  }

  ProcessBuilder builder(List<String> command) {
    var all = new ArrayList<>(prefix);
    all.addAll(command);
    var builder = new ProcessBuilder(all);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
    return builder;
  }

  /** Gives a tree of files to the owner, and to us if there is none. */
  void give(Path tree) throws IOException {
    if (!isRoot()) {
      return;
    }
    var user = owner.orElse("root");
    if (Files.getOwner(tree).getName().equals(user)) {
      return;
    }
    if (OURSELVES.run("chown", "-R", user, tree.toString()) != 0) {
      throw new IOException("chown -R " + user + " " + tree + " failed");
    }
  }

  private int run(String... command) throws IOException {
    var process =
        builder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IOException(command[0] + " doesn't end");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command[0] + " ran", e);
    }
  }

  /** The number of a user's own group, if there is such a user. */
  private static Optional<String> group(String user) {
    try (var lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines
          .map(line -> line.split(":"))
          .filter(fields -> fields.length > 3 && fields[0].equals(user))
          .map(fields -> fields[3])
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException _) {
      return "root".equals(System.getProperty("user.name"));
    }
  }
}
