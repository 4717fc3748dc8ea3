package io.openluffy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a real server in a temporary home with the sample project.
 *
 * <p>{@code bench/run [rounds] [releases]}: 20 rounds of each figure and 100 releases if not said.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    var rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    var releases = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var work = Files.createTempDirectory("openluffy-bench");
    var figures = new ArrayList<Figure>();
    try {
      var launcher = Path.of(System.getProperty("openluffy.launcher"));
      measure(new ServerProcess(launcher, work.resolve("home")), work, rounds, releases, figures);
    } finally {
      out.println(Figure.table(figures));
      out.println(new ObjectMapper().writeValueAsString(report(figures)));
      Folders.delete(work);
    }
  }

  private static void measure(
      ServerProcess server, Path work, int rounds, int releases, List<Figure> figures)
      throws Exception {
    try (server) {
      new Starts(server).measure(rounds, figures);
      var api = Api.signIn(server);
      try (var facts = new Facts(api)) {
        var playground = new Kubernetes(server);
        var project = new Project(server, api, facts, playground, work);
        project.firstJourney(figures);
        figures.add(Figure.value("memory, idle (RSS)", "MiB", "", server.residentMebibytes()));
        new Drift(playground).measure(figures);
        new Pushes(project).measure(rounds, figures);
        new Approvals(project).measure(rounds, figures);
        project.releases(releases);
        var after = "memory after " + releases + " more releases (RSS)";
        figures.add(Figure.value(after, "MiB", "", server.residentMebibytes()));
      }
    }
  }

  private static Map<String, Object> report(List<Figure> figures) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    var report = new LinkedHashMap<String, Object>();
    report.put("cores", system.getAvailableProcessors());
    report.put("load", system.getSystemLoadAverage());
    report.put("java", Runtime.version().toString());
    report.put("figures", figures);
    return report;
  }
}
