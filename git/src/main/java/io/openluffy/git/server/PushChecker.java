package io.openluffy.git.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.util.MutableInteger;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/**
 * Checks objects as {@code git fsck} does, and notes them. What JGit leaves out are the spellings
 * of {@code .git} that only NTFS knows: streams, and backslashes as separators. Its check for macOS
 * takes long, and refuses names that differ in case only, so it sees no more than the names in
 * which HFS+ would overlook something.
 */
final class PushChecker extends ObjectChecker {
  private static final Pattern GIT_ON_NTFS =
      Pattern.compile("(^|.*\\\\)(\\.git|git~1)[ .]*([:\\\\].*|$)", Pattern.DOTALL);

  /** The short names that NTFS gives to {@code .gitmodules}. */
  private static final Pattern MODULES_ON_NTFS =
      Pattern.compile("(gitmod~[1-4]|gi7eba~[1-9]|gi7eb~[1-9][0-9])[ .]*(:.*|$)", Pattern.DOTALL);

  private static final Pattern OVERLOOKED_ON_MAC =
      Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");

  private static final int TREE_AT = "tree ".length();
  private static final int OBJECT_AT = "object ".length();
  private static final int HEX = Constants.OBJECT_ID_STRING_LENGTH;

  private final PushedObjects objects;
  private final MutableObjectId id = new MutableObjectId();

  PushChecker(PushedObjects objects) {
    this.objects = objects;
    setAllowLeadingZeroFileMode(true);
  }

  @Override
  public void check(@Nullable AnyObjectId which, int type, byte[] raw)
      throws CorruptObjectException {
    super.check(which, type, raw);
    if (which == null) {
      objects.giveUp();
    } else {
      objects.came(which, type);
    }
  }

  /** Of files that come whole, which are not held in memory. */
  @Override
  public BlobObjectChecker newBlobObjectChecker() {
    return new BlobObjectChecker() {
      @Override
      public void update(byte[] bytes, int from, int length) {
        // A file may have anything in it.
      }

      @Override
      public void endBlob(AnyObjectId which) {
        objects.came(which, Constants.OBJ_BLOB);
      }
    };
  }

  @Override
  public void checkCommit(@Nullable AnyObjectId which, byte[] raw) throws CorruptObjectException {
    super.checkCommit(which, raw);
    leadsTo(raw, TREE_AT, Constants.OBJ_TREE);
    for (int at = TREE_AT + HEX + 1; ; at += parent.length + HEX + 1) {
      if (RawParseUtils.match(raw, at, parent) < 0) {
        break;
      }
      leadsTo(raw, at + parent.length, Constants.OBJ_COMMIT);
    }
  }

  @Override
  public void checkTag(@Nullable AnyObjectId which, byte[] raw) throws CorruptObjectException {
    super.checkTag(which, raw);
    var at = new MutableInteger();
    at.value = OBJECT_AT + HEX + 1 + type.length;
    try {
      id.fromString(raw, OBJECT_AT);
      objects.leadsTo(id, Constants.decodeTypeString(id, raw, (byte) '\n', at));
    } catch (CorruptObjectException e) {
      objects.giveUp();
    }
  }

  private void leadsTo(byte[] raw, int at, int type) {
    id.fromString(raw, at);
    objects.leadsTo(id, type);
  }

  @Override
  public void checkTree(@Nullable AnyObjectId which, byte[] raw) throws CorruptObjectException {
    super.checkTree(which, raw);
    var oddOnMac = new ByteArrayOutputStream(0);
    for (int at = 0; at < raw.length; ) {
      var name = RawParseUtils.next(raw, at, ' ');
      var end = RawParseUtils.next(raw, name, '\0') - 1;
      var next = end + 1 + Constants.OBJECT_ID_LENGTH;
      if (mayBeOddOnNtfs(raw, name, end)) {
        requireHarmlessOnNtfs(new String(raw, name, end - name, StandardCharsets.UTF_8));
      }
      if (mayBeOddOnMac(raw, name, end)) {
        requireHarmlessOnMac(new String(raw, name, end - name, StandardCharsets.UTF_8));
        oddOnMac.write(raw, at, next - at);
      }
      entry(raw, at, end + 1);
      at = next;
    }
    if (oddOnMac.size() > 0) {
      setSafeForMacOS(true);
      try {
        super.checkTree(which, oddOnMac.toByteArray());
      } finally {
        setSafeForMacOS(false);
      }
    }
  }

  private void entry(byte[] raw, int modeAt, int idAt) {
    var mode = 0;
    for (int at = modeAt; raw[at] != ' '; at++) {
      mode = mode << 3 | (raw[at] - '0');
    }
    if (!FileMode.GITLINK.equals(mode)) {
      id.fromRaw(raw, idAt);
      objects.leadsTo(id, FileMode.TREE.equals(mode) ? Constants.OBJ_TREE : Constants.OBJ_BLOB);
    }
  }

  /** It begins as {@code .git} or {@code git} does, or has a backslash. */
  private static boolean mayBeOddOnNtfs(byte[] raw, int name, int end) {
    var first = name < end && raw[name] == '.' ? name + 1 : name;
    if (first + 1 < end && (raw[first] | 0x20) == 'g' && (first > name || isI(raw[first + 1]))) {
      return true;
    }
    for (int at = name; at < end; at++) {
      if (raw[at] == '\\') {
        return true;
      }
    }
    return false;
  }

  private static boolean isI(byte octet) {
    return (octet | 0x20) == 'i';
  }

  /** What HFS+ overlooks begins with one of these octets, in UTF-8. */
  private static boolean mayBeOddOnMac(byte[] raw, int name, int end) {
    for (int at = name; at < end; at++) {
      if (raw[at] == (byte) 0xe2 || raw[at] == (byte) 0xef) {
        return true;
      }
    }
    return false;
  }

  /** JGit knows only the spelling in small letters. */
  private static void requireHarmlessOnMac(String name) throws CorruptObjectException {
    if (OVERLOOKED_ON_MAC.matcher(name).replaceAll("").equalsIgnoreCase(Constants.DOT_GIT)) {
      throw new CorruptObjectException("'" + name + "' is .git on HFS+");
    }
  }

  private static void requireHarmlessOnNtfs(String name) throws CorruptObjectException {
    var lower = name.toLowerCase(Locale.ROOT);
    if (GIT_ON_NTFS.matcher(lower).matches()) {
      throw new CorruptObjectException("'" + name + "' is .git on NTFS");
    }
    if (MODULES_ON_NTFS.matcher(lower).matches()) {
      throw new CorruptObjectException("'" + name + "' is .gitmodules on NTFS");
    }
  }
}
