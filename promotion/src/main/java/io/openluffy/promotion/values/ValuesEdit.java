package io.openluffy.promotion.values;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Changes named scalars of a YAML file in place: comments, quotes, order, indentation and line ends
 * stay as they are, and a file where that can't be done safely is refused with its line.
 */
public final class ValuesEdit {
  /** The largest file that is edited. */
  public static final int LARGEST = 1024 * 1024;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./@+-]*");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private ValuesEdit() {}

  /**
   * @param file its name, for problems
   * @param values the new value by path, see {@link ValuesPath}
   */
  public static EditAnswer apply(String file, byte[] content, Map<String, String> values) {
    try {
      return edit(file, text(file, content), values);
    } catch (ProblemException refused) {
      return new EditAnswer.Refused(refused.problem());
    }
  }

  /** The current value by path. */
  public static EditAnswer read(String file, byte[] content, Set<String> paths) {
    try {
      var text = text(file, content);
      var wanted = paths.stream().sorted().map(ValuesPath::of).toList();
      var before = new LinkedHashMap<String, String>();
      var body = text.startsWith("\uFEFF") ? text.substring(1) : text;
      ScalarPlaces.find(file, wanted, events(file, body))
          .forEach((path, scalar) -> before.put(path, scalar.getValue()));
      return new EditAnswer.Edited(text, before);
    } catch (ProblemException refused) {
      return new EditAnswer.Refused(refused.problem());
    }
  }

  private static EditAnswer edit(String file, String text, Map<String, String> values) {
    var bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    var body = text.substring(bom.length());
    var events = events(file, body);
    var wanted = values.keySet().stream().sorted().map(ValuesPath::of).toList();
    var places = ScalarPlaces.find(file, wanted, events);
    var before = new LinkedHashMap<String, String>();
    var changed = new StringBuilder(body);
    places.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> -start(e.getValue()).getIndex()))
        .forEach(
            place -> {
              var scalar = place.getValue();
              before.put(place.getKey(), scalar.getValue());
              replace(file, changed, body, scalar, values.getOrDefault(place.getKey(), ""));
            });
    var after = changed.toString();
    requireNothingElseChanged(file, events, events(file, after), places, values);
    return new EditAnswer.Edited(bom + after, before);
  }

  private static void replace(
      String file, StringBuilder changed, String body, ScalarEvent scalar, String value) {
    if (scalar.getValue().equals(value)) {
      return;
    }
    int start = body.offsetByCodePoints(0, start(scalar).getIndex());
    int end = body.offsetByCodePoints(0, scalar.getEndMark().orElseThrow().getIndex());
    if (start < end) {
      changed.replace(start, end, written(scalar, value));
    } else if (start > 0 && body.charAt(start - 1) == ':') {
      changed.insert(start, " " + written(scalar, value));
    } else {
      throw Problem.user(
              "values.no-value",
              "The key has no value that could be changed.",
              Where.at(file, start(scalar).getLine() + 1, start(scalar).getColumn() + 1),
              "Write it as 'key: value'.")
          .asException();
    }
  }

  private static String written(ScalarEvent scalar, String value) {
    if (scalar.isSQuoted() && value.chars().allMatch(c -> c >= ' ')) {
      return "'" + value.replace("'", "''") + "'";
    }
    boolean plain =
        PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
    return scalar.isPlain() && plain ? value : doubleQuoted(value);
  }

  private static String doubleQuoted(String value) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * The promise of this class, checked on every edit: the same events but for the named scalars.
   */
  private static void requireNothingElseChanged(
      String file,
      List<Event> before,
      List<Event> after,
      Map<String, ScalarEvent> places,
      Map<String, String> values) {
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      var place = pathOf(places, before.get(i));
      if (place.isEmpty()) {
        same = before.get(i).toString().equals(after.get(i).toString());
      } else {
        same = after.get(i) instanceof ScalarEvent s && s.getValue().equals(values.get(place));
      }
    }
    if (!same) {
      throw Problem.user(
              "values.unsafe-edit",
              "The values can't be changed here without changing something else.",
              Where.of(file),
              "Write each of them as 'key: value' on a line of its own.")
          .asException();
    }
  }

  private static String pathOf(Map<String, ScalarEvent> places, Event event) {
    return places.entrySet().stream()
        .filter(place -> place.getValue() == event)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static Mark start(ScalarEvent scalar) {
    return scalar.getStartMark().orElseThrow();
  }

  private static List<Event> events(String file, String text) {
    var settings = LoadSettings.builder().setLabel(file).setCodePointLimit(LARGEST).build();
    try {
      var events = new ArrayList<Event>();
      new Parse(settings).parseString(text).forEach(events::add);
      return events;
    } catch (MarkedYamlEngineException broken) {
      var where =
          broken
              .getProblemMark()
              .map(mark -> Where.at(file, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(Where.of(file));
      throw notYaml(broken.getProblem(), where);
    } catch (YamlEngineException broken) {
      throw notYaml(String.valueOf(broken.getMessage()), Where.of(file));
    }
  }

  private static ProblemException notYaml(String why, Where where) {
    return Problem.user(
            "values.not-yaml", "The file is not YAML: " + why + ".", where, "Correct the file.")
        .asException();
  }

  private static String text(String file, byte[] content) {
    if (content.length > LARGEST) {
      throw Problem.user(
              "values.too-large",
              "The file has " + content.length + " bytes; 1 MiB is the most.",
              Where.of(file),
              "Keep the tags in a smaller values file.")
          .asException();
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw notYaml("it is not UTF-8", Where.of(file));
    }
  }
}
