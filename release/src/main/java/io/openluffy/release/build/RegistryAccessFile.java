package io.openluffy.release.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Hands credentials to a builder in a private file, so that no process list shows them. */
final class RegistryAccessFile {
  private RegistryAccessFile() {}

  static final String ACCOUNTS = "config.json";
  static final String REGISTRIES = "registries.conf";

  /** A folder with Docker's {@code config.json}, readable by us alone, and where registries are. */
  static Path write(
      Path parent, Map<String, RegistryCredentials.Credential> accounts, String registries) {
    var auths = new TreeMap<String, Map<String, String>>();
    accounts.forEach(
        (registry, known) -> {
          var pair = known.user() + ":" + known.password().reveal();
          var auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
          auths.put(registry, Map.of("auth", auth));
        });
    try {
      var folder = parent.resolve("access");
      Files.createDirectories(folder);
      var file = folder.resolve(ACCOUNTS);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, new ObjectMapper().writeValueAsBytes(Map.of("auths", auths)));
      Files.writeString(folder.resolve(REGISTRIES), registries);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
