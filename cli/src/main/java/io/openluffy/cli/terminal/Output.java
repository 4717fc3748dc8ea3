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

  /**
   * @param terminal whether somebody watches
   */
  public Output(PrintWriter out, Format format, boolean terminal) {
    this.out = out;
    this.format = format;
    this.terminal = terminal;
  }

  /** Where something is; on a terminal it replaces what was there, for scripts it is not said. */
  public void progress(String text) {
    if (forPeople() && terminal) {
      out.print("\r\u001b[K" + (text.length() > 78 ? text.substring(0, 77) + "…" : text));
      out.flush();
    }
  }

  /** Makes room for what is said next. */
  public void endProgress() {
    if (forPeople() && terminal) {
      out.print("\r\u001b[K");
      out.flush();
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
