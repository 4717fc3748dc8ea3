package io.openluffy.server.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.openluffy.kernel.Controller;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Hears of rounds that ended with a bug, each on the thread that lives the life. */
final class Bugs extends AppenderBase<ILoggingEvent> {
  private final ThreadLocal<List<String>> found = ThreadLocal.withInitial(ArrayList::new);

  /**
   * @param quiet whether what goes wrong as it should, thousands of times, is kept out of the log
   */
  static Bugs listen(boolean quiet) {
    var bugs = new Bugs();
    bugs.setContext(logging());
    bugs.start();
    logger().addAppender(bugs);
    logger().setAdditive(!quiet);
    return bugs;
  }

  /** Another test may be setting up the logging just now, which it does under this lock. */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // SLF4J's own lock, while it sets itself up
  private static LoggerContext logging() {
    synchronized (LoggerFactory.class) {
      return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
  }

  void deafen() {
    logger().detachAppender(this);
    logger().setAdditive(true);
    stop();
  }

  /** Those of this thread since it asked last. */
  List<String> taken() {
    var bugs = List.copyOf(found.get());
    found.get().clear();
    return bugs;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel() == Level.ERROR) {
      found.get().add(event.getKeyValuePairs() + " " + cause(event));
    }
  }

  private static String cause(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    if (thrown == null) {
      return "";
    }
    var text = new StringBuilder(thrown.getClassName() + ": " + thrown.getMessage());
    for (var step : thrown.getStackTraceElementProxyArray()) {
      if (step.getStackTraceElement().getClassName().startsWith("io.openluffy")) {
        text.append("\n      ").append(step);
      }
    }
    return text.toString();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Controller.class);
  }
}
