package io.openluffy.server.home;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.LoggerFactory;

/** Sends the log to {@code openluffy.log} in the home, once that is known to be ours. */
public final class LogFile {
  private static final String CONFIGURATION = "openluffy-log.xml";

  private LogFile() {}

  /** Does nothing where somebody chose a configuration of their own, as tests do. */
  public static void in(HomeFolder home) {
    var own = System.getProperty("logback.configurationFile") != null;
    if (own || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    var configuration = LogFile.class.getClassLoader().getResource(CONFIGURATION);
    if (configuration == null) {
      throw new IllegalStateException(CONFIGURATION + " is part of this jar");
    }
    context.reset();
    context.putProperty("openluffy.log", home.at("openluffy.log").toString());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException(CONFIGURATION + " is not valid", e);
    }
  }
}
