package io.openluffy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a real server in a temporary home with the sample project.
 *
 * <p>{@code bench/run [rounds] [releases]}: 20 rounds of each figure and 100 releases if not said.
 * {@code bench/run registry [rounds]}: only the registry; {@code bench/run git [rounds]}: only the
 * git server.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    var only = args.length > 0 && args[0].matches("[a-z]+") ? args[0] : "";
    var numbers = only.isEmpty() ? args : Arrays.copyOfRange(args, 1, args.length);
    var rounds = numbers.length > 0 ? Integer.parseInt(numbers[0]) : 20;
    var releases = numbers.length > 1 ? Integer.parseInt(numbers[1]) : 100;
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var work = Files.createTempDirectory("openluffy-bench");
    var run = new Run();
    try {
      var launcher = Path.of(System.getProperty("openluffy.launcher"));
      var server = new ServerProcess(launcher, work.resolve("home"));
      switch (only) {
        case "" -> measure(server, work, rounds, releases, run);
        case "registry", "git" -> measureOnly(only, server, work, rounds, run);
        default ->
            throw new IllegalArgumentException("bench/run [registry|git] [rounds], not " + only);
      }
    } finally {
      out.println(Figure.table(run.figures()));
      out.println(new ObjectMapper().writeValueAsString(report(run)));
      Folders.delete(work);
    }
    System.exit(run.faults().isEmpty() ? 0 : 1);
  }

  private static void measureOnly(String what, ServerProcess server, Path work, int rounds, Run run)
      throws Exception {
    try (server) {
      Files.createDirectories(server.home());
      server.start("up");
      if (what.equals("git")) {
        git(server, Api.signIn(server), work, rounds, run);
      } else {
        registry(server, work, rounds, run);
      }
    }
  }

  private static void registry(ServerProcess server, Path work, int rounds, Run run)
      throws InterruptedException {
    run.step("registry", figures -> new Registries(server, work).measure(rounds, figures));
  }

  private static void git(ServerProcess server, Api api, Path work, int rounds, Run run)
      throws InterruptedException {
    run.step("git", figures -> new GitHosting(server, api, work).measure(rounds, figures));
  }

  private static void measure(ServerProcess server, Path work, int rounds, int releases, Run run)
      throws Exception {
    try (server) {
      new Starts(server, work).measure(rounds, run.figures());
      run.told("start and stop");
      var api = Api.signIn(server);
      try (var facts = new Facts(api)) {
        var playground = new Kubernetes(server);
        var project = new Project(server, api, facts, playground, work);
        project.firstJourney(run.figures());
        run.told("the first journey");
        run.figures().add(memory("memory, idle (RSS)", server));
        run.step("drift", figures -> new Drift(playground, facts).measure(figures));
        run.step("pushes", figures -> new Pushes(project).measure(rounds, figures));
        run.step("approvals", figures -> new Approvals(project).measure(rounds, figures));
        run.step("webhooks", figures -> new Hooks(project).measure(rounds, figures));
        registry(server, work, rounds, run);
        run.step("releases", figures -> project.releases(releases));
        run.figures().add(memory("memory after " + releases + " more releases (RSS)", server));
        git(server, api, work, rounds, run);
      }
    }
  }

  /** The floor is a process of the same kind that does next to nothing: this one. */
  private static Figure memory(String name, ServerProcess server) throws IOException {
    var own = ServerProcess.residentMebibytes(ProcessHandle.current().pid());
    return new Figure(name, "MiB", "", List.of(server.residentMebibytes()), List.of(own));
  }

  private static Map<String, Object> report(Run run) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    var report = new LinkedHashMap<String, Object>();
    report.put("cores", system.getAvailableProcessors());
    report.put("load", system.getSystemLoadAverage());
    report.put("java", Runtime.version().toString());
    report.put("faults", run.faults());
    report.put("figures", run.figures());
    return report;
  }
}
