package io.openluffy.server.terminal;

import java.io.PrintStream;
import java.time.Duration;

/** The terminal that a server or the demo tells its progress to: one line a step. */
public final class Terminal {
  private static final int WIDEST = 66; // with its mark and time it stays one line anywhere

  private final PrintStream out;
  private final boolean colours;

  public Terminal(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  public void line(String text) {
    out.println(text);
    out.flush();
  }

  public void done(String text) {
    line("  " + painted("32", "✓") + " " + text);
  }

  public void waiting(String text) {
    line("  " + painted("33", "⧗") + " " + text);
  }

  public void bad(String text) {
    line("  " + painted("31", "✗") + " " + text);
  }

  public void title(String text) {
    line("");
    line(painted("1", text));
  }

  /**
   * Rewrites the present line; only on a terminal, since a log would get a line each time.
   *
   * @param took how long it has been going on
   */
  public void progress(String text, Duration took) {
    if (colours) {
      var fits = text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
      var shown = fits + painted("2", "  " + took.toSeconds() + " s");
      out.print("\r\u001b[K  " + painted("34", "◔") + " " + shown);
      out.flush();
    }
  }

  public void endProgress() {
    if (colours) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  private String painted(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
