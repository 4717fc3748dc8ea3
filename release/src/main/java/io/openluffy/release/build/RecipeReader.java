package io.openluffy.release.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.kernel.Problem;
import io.openluffy.release.build.Recipe.Settings;
import io.openluffy.release.build.Recipe.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Works a stage off, instruction by instruction, without touching a file. */
final class RecipeReader {
  private static final Set<String> FOREIGN =
      Set.of("RUN", "HEALTHCHECK", "ONBUILD", "SHELL", "STOPSIGNAL", "MAINTAINER");
  private static final Set<String> COPY_FLAGS = Set.of("from", "chown", "chmod", "link");
  private static final Pattern ARCHIVE = Pattern.compile(".*\\.(tar|tar\\.\\w+|tgz|tbz2?|txz)");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}(-\\d{1,5})?(/(tcp|udp))?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> globals;
  private final Map<String, String> given;
  private final Map<String, String> args = new HashMap<>(Words.platformArgs());
  private final Map<String, String> base;
  private final Settings settings;
  private final List<Step> steps = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private Optional<Instruction> foreign = Optional.empty();
  private String directory;

  private RecipeReader(
      Map<String, String> globals,
      Map<String, String> given,
      Settings inherited,
      ImageConfiguration base) {
    this.globals = globals;
    this.given = given;
    this.settings = inherited.copy();
    this.base = base.environment();
    this.directory = settings.workingDirectory.orElse(base.workingDirectory());
  }

  /**
   * @param inherited of the earlier stage that this one begins with
   * @param base of the image that this stage, or that earlier one, begins with
   */
  static Recipe read(
      StageGraph.Node node,
      Map<String, String> globals,
      Map<String, String> given,
      Settings inherited,
      ImageConfiguration base) {
    var reader = new RecipeReader(globals, given, inherited, base);
    node.stage().steps().forEach(reader::step);
    return new Recipe(node, reader.steps, reader.settings, reader.foreign, reader.problems);
  }

  private void step(Instruction instruction) {
    switch (instruction.keyword()) {
      case "ARG" -> Words.declare(instruction.arguments(), given, globals, args);
      case "ENV" -> pairs(instruction).ifPresent(settings.environment::putAll);
      case "LABEL" -> pairs(instruction).ifPresent(settings.labels::putAll);
      case "WORKDIR" -> workdir(instruction);
      case "USER" -> settings.user = Optional.of(expanded(instruction.arguments()));
      case "EXPOSE" -> ports(instruction);
      case "VOLUME" -> settings.volumes.addAll(list(instruction));
      case "ENTRYPOINT" -> {
        settings.entrypoint = Optional.of(command(instruction));
        settings.command = Optional.empty();
      }
      case "CMD" -> settings.command = Optional.of(command(instruction));
      case "COPY", "ADD" -> copy(instruction);
      default -> {
        if (FOREIGN.contains(instruction.keyword())) {
          needsBuilder(instruction);
        }
      }
    }
  }

  private void needsBuilder(Instruction instruction) {
    foreign = foreign.or(() -> Optional.of(instruction));
  }

  private Map<String, String> variables() {
    var variables = new HashMap<>(args);
    variables.putAll(base);
    variables.putAll(settings.environment);
    return variables;
  }

  private String expanded(String text) {
    return Words.expand(text, variables());
  }

  private Optional<Map<String, String>> pairs(Instruction instruction) {
    var pairs = Words.pairs(instruction.arguments(), variables());
    if (pairs.isEmpty()) {
      bad(instruction, "this is not 'name=value'.");
    }
    return pairs;
  }

  private void workdir(Instruction instruction) {
    directory = Paths.resolve(directory, expanded(instruction.arguments()));
    settings.workingDirectory = Optional.of(directory);
    steps.add(new Step.Folder(instruction, directory));
  }

  private void ports(Instruction instruction) {
    for (var word : Words.split(instruction.arguments())) {
      var port = expanded(word);
      if (PORT.matcher(port).matches()) {
        settings.ports.add(port);
      } else {
        bad(instruction, "'" + port + "' is not a port.");
      }
    }
  }

  private List<String> list(Instruction instruction) {
    return array(instruction)
        .orElseGet(
            () -> Words.split(instruction.arguments()).stream().map(this::expanded).toList());
  }

  /** The exec form as it is; the shell form through the shell. */
  private List<String> command(Instruction instruction) {
    return array(instruction).orElseGet(() -> List.of("/bin/sh", "-c", instruction.arguments()));
  }

  private Optional<List<String>> array(Instruction instruction) {
    if (!instruction.arguments().startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Optional.of(List.of(JSON.readValue(instruction.arguments(), String[].class)));
    } catch (JsonProcessingException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private void copy(Instruction instruction) {
    var words = new ArrayList<>(list(instruction));
    if (words.size() < 2) {
      bad(instruction, "it needs what to copy, and where to.");
      return;
    }
    var target = words.removeLast();
    var unpacks = words.stream().anyMatch(word -> ARCHIVE.matcher(word).matches());
    var remote = words.stream().anyMatch(word -> word.contains("://") || word.startsWith("git@"));
    var add = instruction.keyword().equals("ADD");
    var heredoc = words.stream().anyMatch(word -> word.startsWith("<<"));
    if ((add && (unpacks || remote))
        || heredoc
        || !COPY_FLAGS.containsAll(instruction.flags().keySet())) {
      needsBuilder(instruction);
      return;
    }
    var owner = Optional.ofNullable(instruction.flags().get("chown")).map(this::expanded);
    if (owner.isPresent() && !Paths.isNumericOwner(owner.get())) {
      needsBuilder(instruction);
      return;
    }
    var folder = target.endsWith("/") || target.endsWith("/.") || target.equals(".");
    var absolute = Paths.resolve(directory, target);
    steps.add(
        new Step.Copy(
            instruction,
            Optional.ofNullable(instruction.flags().get("from")),
            List.copyOf(words),
            folder && !absolute.endsWith("/") ? absolute + "/" : absolute,
            owner.map(Paths::numericOwner),
            Optional.ofNullable(instruction.flags().get("chmod")).map(this::expanded)));
  }

  private void bad(Instruction instruction, String message) {
    problems.add(instruction.problem("build.bad-dockerfile", message, ""));
  }
}
