package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.build.Dockerfile.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a Dockerfile into its stages; what is wrong has its line. Pure. */
final class DockerfileReader {
  private static final Set<String> KEYWORDS =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([a-zA-Z]+)\\s*=\\s*(\\S+)\\s*");
  private static final Pattern HEREDOC =
      Pattern.compile("<<-?\\s*[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?");
  private static final int LARGEST = 256 * 1024;

  private final String file;
  private final String[] lines;
  private final List<Problem> problems = new ArrayList<>();
  private int at;

  private DockerfileReader(String file, String text) {
    this.file = file;
    this.lines = text.replace("\r\n", "\n").replace("\uFEFF", "").split("\n", -1);
  }

  /** What was read; with any problem the Dockerfile must not be used. */
  record Reading(Dockerfile dockerfile, List<Problem> problems) {}

  static Reading read(String file, String text) {
    if (text.length() > LARGEST) {
      return new Reading(
          new Dockerfile(file, List.of(), List.of()),
          List.of(
              Problem.user("build.bad-dockerfile", "The file is too large.", Where.of(file), "")));
    }
    var reader = new DockerfileReader(file, text);
    var dockerfile = reader.stages(reader.instructions());
    return new Reading(dockerfile, List.copyOf(reader.problems));
  }

  private List<Instruction> instructions() {
    var instructions = new ArrayList<Instruction>();
    var escape = escape();
    while (at < lines.length) {
      var begin = at;
      var text = logicalLine(escape);
      if (!text.isBlank()) {
        instruction(text.strip(), begin + 1).ifPresent(instructions::add);
      }
    }
    return instructions;
  }

  /** Directives stand at the top: {@code # escape=`} changes what continues a line. */
  private char escape() {
    for (var line : lines) {
      var directive = DIRECTIVE.matcher(line.strip());
      if (!directive.matches()) {
        break;
      }
      if (directive.group(1).equalsIgnoreCase("escape")) {
        return directive.group(2).charAt(0);
      }
    }
    return '\\';
  }

  private String logicalLine(char escape) {
    var text = new StringBuilder();
    while (at < lines.length) {
      var line = lines[at++];
      var comment = line.strip().startsWith("#");
      if (comment || (line.isBlank() && !text.isEmpty())) {
        if (text.isEmpty()) {
          return "";
        }
        continue;
      }
      var end = line.stripTrailing();
      if (!end.endsWith(String.valueOf(escape))) {
        return text.append(line).toString();
      }
      text.append(end, 0, end.length() - 1);
    }
    return text.toString();
  }

  private Optional<Instruction> instruction(String text, int line) {
    var words = text.split("\\s+", 2);
    var keyword = words[0].toUpperCase(Locale.ROOT);
    if (!KEYWORDS.contains(keyword)) {
      problems.add(
          Problem.user(
              "build.bad-dockerfile",
              "'" + words[0] + "' is not an instruction.",
              Where.at(file, line, 1),
              ""));
      return Optional.empty();
    }
    var rest = words.length > 1 ? words[1] : "";
    skipHeredocs(keyword, rest);
    Map<String, String> flags = new LinkedHashMap<>();
    while (rest.startsWith("--") && !keyword.equals("CMD") && !keyword.equals("ENTRYPOINT")) {
      var parts = rest.split("\\s+", 2);
      var flag = parts[0].substring(2).split("=", 2);
      flags.put(flag[0], flag.length > 1 ? flag[1] : "true");
      rest = parts.length > 1 ? parts[1] : "";
    }
    var instruction = new Instruction(file, line, keyword, flags, rest.strip());
    if (instruction.arguments().isEmpty()) {
      problems.add(instruction.problem("build.bad-dockerfile", "it needs an argument.", ""));
    }
    return Optional.of(instruction);
  }

  private void skipHeredocs(String keyword, String rest) {
    if (!Set.of("RUN", "COPY", "ADD").contains(keyword)) {
      return;
    }
    var heredocs = HEREDOC.matcher(rest);
    while (heredocs.find()) {
      while (at < lines.length && !lines[at++].strip().equals(heredocs.group(1))) {
        // The text between belongs to the instruction.
      }
    }
  }

  private Dockerfile stages(List<Instruction> instructions) {
    var globals = new ArrayList<Instruction>();
    var stages = new ArrayList<Stage>();
    var steps = new ArrayList<Instruction>();
    Optional<Instruction> from = Optional.empty();
    for (var instruction : instructions) {
      if (instruction.keyword().equals("FROM")) {
        from.ifPresent(begun -> stages.add(stage(stages.size(), begun, steps)));
        steps.clear();
        from = Optional.of(instruction);
      } else if (from.isPresent()) {
        steps.add(instruction);
      } else if (instruction.keyword().equals("ARG")) {
        globals.add(instruction);
      } else {
        problems.add(
            instruction.problem(
                "build.bad-dockerfile", "it stands before the first FROM.", "Begin with FROM."));
      }
    }
    from.ifPresent(begun -> stages.add(stage(stages.size(), begun, steps)));
    if (stages.isEmpty() && problems.isEmpty()) {
      problems.add(
          Problem.user(
              "build.bad-dockerfile", "There is no FROM.", Where.of(file), "Begin with FROM."));
    }
    return new Dockerfile(file, globals, stages);
  }

  private Stage stage(int index, Instruction from, List<Instruction> steps) {
    var words = Words.split(from.arguments());
    var named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
    if (words.size() != 1 && !named) {
      problems.add(from.problem("build.bad-dockerfile", "this is not 'FROM image [AS name]'.", ""));
    }
    var name =
        named ? Optional.of(words.get(2).toLowerCase(Locale.ROOT)) : Optional.<String>empty();
    return new Stage(index, name, from, steps);
  }
}
