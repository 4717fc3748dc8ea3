package io.openluffy.release.config;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses a YAML file into nodes that know their place, within limits. */
final class YamlDocuments {
  static final int LARGEST_FILE = 256 * 1024;
  private static final int DEEPEST = 32;
  private static final int MOST_ALIASES = 100;

  private YamlDocuments() {}

  /** The documents of the file; none if it is broken, which goes to the problems. */
  static List<Node> parse(String file, String text, List<Problem> problems) {
    if (text.length() > LARGEST_FILE) {
      problems.add(
          Problem.user(
              "config.too-large",
              "The file has more than " + LARGEST_FILE / 1024 + " KiB.",
              Where.of(file),
              "Split it into several files."));
      return List.of();
    }
    try {
      var excess = excess(file, text);
      excess.ifPresent(problems::add);
      return excess.isPresent() ? List.of() : compose(file, text);
    } catch (MarkedYamlEngineException e) {
      problems.add(broken(file, e));
    } catch (ReaderException e) {
      problems.add(unprintable(file, text, e));
    } catch (YamlEngineException e) {
      problems.add(
          Problem.user(
              "config.broken-yaml",
              "This is not YAML: " + oneLine(String.valueOf(e.getMessage())) + ".",
              Where.at(file, 1, 1),
              ""));
    }
    return List.of();
  }

  private static List<Node> compose(String file, String text) {
    var nodes = new ArrayList<Node>();
    new Compose(settings(file)).composeAllFromString(text).forEach(nodes::add);
    return nodes;
  }

  /** Events come one by one, so that depth is known before anything recurses into it. */
  private static Optional<Problem> excess(String file, String text) {
    var depth = 0;
    var aliases = 0;
    for (var event : new Parse(settings(file)).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        return tooMuch("nested more than " + DEEPEST + " deep", file, event.getStartMark());
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (event instanceof AliasEvent && ++aliases > MOST_ALIASES) {
        return tooMuch("more than " + MOST_ALIASES + " aliases", file, event.getStartMark());
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> tooMuch(String what, String file, Optional<Mark> mark) {
    return Optional.of(
        Problem.user(
            "config.too-large",
            "The YAML is too much to read: " + what + ".",
            where(file, mark),
            "Write it out flat."));
  }

  private static LoadSettings settings(String file) {
    return LoadSettings.builder()
        .setLabel(file)
        .setSchema(new CoreSchema())
        .setCodePointLimit(LARGEST_FILE)
        .setMaxAliasesForCollections(MOST_ALIASES)
        .setAllowRecursiveKeys(false)
        .setVersionFunction(YamlDocuments::version)
        .build();
  }

  private static SpecVersion version(SpecVersion version) {
    return version;
  }

  private static Problem broken(String file, MarkedYamlEngineException e) {
    var mark = e.getProblemMark().or(e::getContextMark);
    var message = String.valueOf(e.getMessage());
    var tab = message.contains("'\\t(TAB)'") || message.contains("\\t");
    return Problem.user(
        "config.broken-yaml",
        "This is not YAML: " + oneLine(e.getProblem()) + ".",
        where(file, mark),
        tab ? "Indent with spaces, not with tabs." : "");
  }

  private static Problem unprintable(String file, String text, ReaderException e) {
    var before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
    var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    var column = before.length() - before.lastIndexOf('\n');
    return Problem.user(
        "config.broken-yaml",
        "This is not YAML: the character U+%04X may not be in it.".formatted(e.getCodePoint()),
        Where.at(file, line, column),
        "Delete it, and save the file as UTF-8.");
  }

  static Where where(String file, Optional<Mark> mark) {
    return mark.map(m -> Where.at(file, m.getLine() + 1, m.getColumn() + 1)).orElse(Where.of(file));
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
  }
}
