package io.openluffy.kernel.secret;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a secret may be called, and how large it may be. */
public final class SecretRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_SCOPE = 500;
  private static final int LARGEST_VALUE = 1 << 20;

  private SecretRules() {}

  /** Why this can't be kept, if it can't. */
  public static Optional<Problem> check(String scope, String name, Secret value) {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      return Optional.of(
          Problem.user(
              "secret.name",
              "The name of a secret has at most 253 lower-case letters, digits, '-' and '.',"
                  + " and begins and ends with a letter or digit.",
              Where.of("secret"),
              "Choose another name, such as 'api-key'."));
    }
    if (scope.isEmpty()
        || scope.length() > LONGEST_SCOPE
        || scope.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(
          Problem.user(
              "secret.scope",
              "The scope of a secret has 1 to 500 characters.",
              Where.of("secret " + name),
              "Use 'project/<name>', 'repository/<url>' or 'server'."));
    }
    var size = value.reveal().getBytes(StandardCharsets.UTF_8).length;
    return size <= LARGEST_VALUE
        ? Optional.empty()
        : Optional.of(
            Problem.user(
                "secret.too-large",
                "The value has %d bytes; a secret has at most 1 MiB.".formatted(size),
                Where.of("secret " + name),
                "Keep large files elsewhere, and their key here."));
  }
}
