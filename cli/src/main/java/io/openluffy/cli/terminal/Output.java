package io.openluffy.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.openluffy.cli.api.Api;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints an answer: for people by default, as JSON or YAML for scripts. */
public final class Output {
  /** What fits into one line of a terminal. */
  private static final int WIDTH = 78;

  /** What {@code -o} takes. */
  public enum Format {
    TABLE,
    JSON,
    YAML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final PrintWriter out;
  private final Format format;
  private final boolean terminal;
  private String said = "";

  /**
   * @param terminal whether somebody watches
   */
  public Output(PrintWriter out, Format format, boolean terminal) {
    this.out = out;
    this.format = format;
    this.terminal = terminal;
  }

  /**
   * Where something is: on a terminal it replaces what was there, else it is a line of its own when
   * it is news; scripts are not told.
   *
   * @param clock what goes on by itself, such as the seconds that are left; for a terminal only
   */
  public void progress(String text, String clock) {
    if (!forPeople()) {
      return;
    }
    if (terminal) {
      var room = WIDTH - clock.length();
      out.print(
          "\r\u001b[K" + (text.length() > room ? text.substring(0, room - 1) + "…" : text) + clock);
      out.flush();
    } else if (!text.equals(said)) {
      said = text;
      line(text);
    }
  }

  /** Makes room for what is said next. */
  public void endProgress() {
    if (forPeople() && terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  /** What only people want to know. */
  public void aside(String text) {
    if (forPeople()) {
      line(text);
    }
  }

  /** The answer as it came for scripts, or what people read. */
  public void print(JsonNode answer, Supplier<String> words) {
    out.print(
        switch (format) {
          case TABLE -> words.get();
          case JSON -> pretty(answer) + "\n";
          case YAML -> yaml(answer);
        });
    out.flush();
  }

  public boolean forPeople() {
    return format == Format.TABLE;
  }

  public void line(String text) {
    out.println(text);
    out.flush();
  }

  private static String pretty(JsonNode answer) {
    try {
      return Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is JSON", e);
    }
  }

  private static String yaml(JsonNode answer) {
    try {
      var factory = YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER);
      return YAMLMapper.builder(factory.build()).build().writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is YAML", e);
    }
  }
}
