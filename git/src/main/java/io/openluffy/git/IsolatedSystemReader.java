package io.openluffy.git;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit from reading the git configuration and the environment of the account that runs us: a
 * hook, a rewritten address or an agent there must not change what the server does.
 */
final class IsolatedSystemReader extends SystemReader {
  private final SystemReader system;

  private IsolatedSystemReader(SystemReader system) {
    this.system = system;
  }

  static synchronized void install() {
    if (!(SystemReader.getInstance() instanceof IsolatedSystemReader)) {
      var reader = new IsolatedSystemReader(SystemReader.getInstance());
      reader.setPlatformChecker();
      SystemReader.setInstance(reader);
    }
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return system.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    var settings = new Empty(parent, fs);
    // What is written must survive a crash of the machine, and cleaning is done when we say so.
    settings.setBoolean("core", null, "fsyncObjectFiles", true);
    settings.setBoolean("core", null, "fsyncRefFiles", true);
    settings.setBoolean("receive", null, "autogc", false);
    // Clones without the files (--filter=blob:none) are cheap for everybody.
    settings.setBoolean("uploadpack", null, "allowFilter", true);
    // For git push with push.negotiate, and git fetch --negotiate-only.
    settings.setBoolean("uploadpack", null, "advertisewaitfordone", true);
    settings.setBoolean("gc", null, "autoDetach", false);
    return settings;
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  @Deprecated
  @SuppressWarnings({"deprecation", "InlineMeSuggester"})
  public long getCurrentTime() {
    return system.getCurrentTime();
  }

  @Override
  @Deprecated
  @SuppressWarnings({"deprecation", "InlineMeSuggester"})
  public int getTimezone(long when) {
    return 0;
  }

  /** Lies in no file. */
  private static final class Empty extends FileBasedConfig {
    Empty(@Nullable Config parent, FS fs) {
      super(parent, new File("no-configuration"), fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
