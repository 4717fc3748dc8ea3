package io.openluffy.git.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/**
 * Checks objects as {@code git fsck} does; what JGit leaves out are the spellings of {@code .git}
 * that only NTFS knows: streams, and backslashes as separators.
 */
final class PushChecker extends ObjectChecker {
  private static final Pattern GIT_ON_NTFS =
      Pattern.compile("(^|.*\\\\)(\\.git|git~1)[ .]*([:\\\\].*|$)", Pattern.DOTALL);

  /** The short names that NTFS gives to {@code .gitmodules}. */
  private static final Pattern MODULES_ON_NTFS =
      Pattern.compile("(gitmod~[1-4]|gi7eba~[1-9]|gi7eb~[1-9][0-9])[ .]*(:.*|$)", Pattern.DOTALL);

  PushChecker() {
    setSafeForMacOS(true);
    setAllowLeadingZeroFileMode(true);
  }

  @Override
  public void checkTree(@Nullable AnyObjectId id, byte[] raw) throws CorruptObjectException {
    super.checkTree(id, raw);
    for (int at = 0; at < raw.length; ) {
      var name = RawParseUtils.next(raw, at, ' ');
      var end = RawParseUtils.next(raw, name, '\0');
      var text = new String(raw, name, end - 1 - name, StandardCharsets.UTF_8);
      requireHarmless(text);
      at = end + Constants.OBJECT_ID_LENGTH;
    }
  }

  private static void requireHarmless(String name) throws CorruptObjectException {
    var lower = name.toLowerCase(Locale.ROOT);
    if (GIT_ON_NTFS.matcher(lower).matches()) {
      throw new CorruptObjectException("'" + name + "' is .git on NTFS");
    }
    if (MODULES_ON_NTFS.matcher(lower).matches()) {
      throw new CorruptObjectException("'" + name + "' is .gitmodules on NTFS");
    }
  }
}
