package io.openluffy.kernel.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

  private void entry(String name, char type, String mode, String target, byte[] content) {
    entry(name, type, mode, target, String.format("%011o", content.length));
    archive.writeBytes(content);
    archive.writeBytes(new byte[(512 - content.length % 512) % 512]);
  }

  private void entry(String name, char type, String mode, String target, String size) {
    var header = new byte[512];
    put(header, 0, name);
    put(header, 100, mode);
    put(header, 124, size);
    header[156] = (byte) type;
    put(header, 157, target);
    put(header, 257, "ustar");
    archive.writeBytes(header);
  }

  private static void put(byte[] header, int at, String text) {
    var bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private List<String> read() throws IOException {
    archive.writeBytes(new byte[1024]);
    var tar = new TarReader(new ByteArrayInputStream(archive.toByteArray()));
    var found = new ArrayList<String>();
    for (var next = tar.next(); next.isPresent(); next = tar.next()) {
      var entry = next.get();
      var text = entry.isFile() ? new String(tar.content(9_000), UTF_8) : entry.target();
      found.add(entry.name() + (entry.executable() ? "*" : "") + "=" + text);
    }
    return found;
  }

  @Test
  void filesFoldersAndLinksComeInTheirOrder() throws IOException {
    entry("bin/", '5', "0000755", "", new byte[0]);
    entry("bin/run", '0', "0000755", "", "go".getBytes(UTF_8));
    entry("bin/alias", '2', "0000777", "run", new byte[0]);
    entry("notes", '0', "0000644", "", "x".repeat(600).getBytes(UTF_8));

    assertThat(read())
        .containsExactly("bin/*=", "bin/run*=go", "bin/alias*=run", "notes=" + "x".repeat(600));
  }

  @Test
  void longNamesOfBothKindsAreRead() throws IOException {
    entry("././@LongLink", 'L', "0000644", "", ("gnu/" + "a".repeat(150)).getBytes(UTF_8));
    entry("gnu", '0', "0000644", "", "1".getBytes(UTF_8));
    entry("PaxHeader", 'x', "0000644", "", "18 mtime=123456.7\n16 path=a\nb.txt\n".getBytes(UTF_8));
    entry("pax", '0', "0000644", "", "2".getBytes(UTF_8));
    entry("plain", '0', "0000644", "", "3".getBytes(UTF_8));

    assertThat(read()).containsExactly("gnu/" + "a".repeat(150) + "=1", "a\nb.txt=2", "plain=3");
  }

  @Test
  void whatIsNotReadIsPassedOver() throws IOException {
    entry("large", '0', "0000644", "", new byte[5_000]);
    entry("small", '0', "0000644", "", "s".getBytes(UTF_8));
    archive.writeBytes(new byte[1024]);
    var tar = new TarReader(new ByteArrayInputStream(archive.toByteArray()));

    assertThat(tar.next()).hasValueSatisfying(entry -> assertThat(entry.size()).isEqualTo(5_000));
    assertThatThrownBy(() -> tar.content(1_000)).hasMessageContaining("at most 1000");
    assertThat(tar.next()).hasValueSatisfying(entry -> assertThat(entry.name()).isEqualTo("small"));
  }

  @Test
  void brokenArchivesAreRefused() {
    entry("cut", '0', "0000644", "", "00000010000");
    assertThatThrownBy(this::read).hasMessageContaining("ends in the middle");

    archive.reset();
    entry("odd", '0', "0000644", "", "no number");
    assertThatThrownBy(this::read).hasMessageContaining("no tar archive");

    archive.reset();
    entry("PaxHeader", 'x', "0000644", "", "99999 path=x\n".getBytes(UTF_8));
    assertThatThrownBy(this::read).hasMessageContaining("header of the archive is broken");

    archive.reset();
    for (var i = 0; i < 100; i++) {
      entry("././@LongLink", 'L', "0000644", "", "again".getBytes(UTF_8));
    }
    assertThatThrownBy(this::read).hasMessageContaining("extensions");
  }
}
