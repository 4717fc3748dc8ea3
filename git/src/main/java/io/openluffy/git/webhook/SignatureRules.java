package io.openluffy.git.webhook;

import io.openluffy.kernel.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a delivery was sent by somebody who knows the secret, compared in constant time. */
final class SignatureRules {
  private SignatureRules() {}

  static boolean isSigned(
      Sender sender, Function<String, Optional<String>> headers, byte[] body, Secret secret) {
    return switch (sender) {
      case GITHUB -> hmac(headers.apply("X-Hub-Signature-256"), "sha256=", body, secret);
      case BITBUCKET, BITBUCKET_SERVER ->
          hmac(headers.apply("X-Hub-Signature"), "sha256=", body, secret);
      case GITEA -> hmac(headers.apply("X-Gitea-Signature"), "", body, secret);
      case GOGS -> hmac(headers.apply("X-Gogs-Signature"), "", body, secret);
      case GITLAB -> equal(headers.apply("X-Gitlab-Token").orElse(""), secret.reveal());
      case AZURE -> equal(basicPassword(headers.apply("Authorization")), secret.reveal());
    };
  }

  private static boolean hmac(Optional<String> given, String prefix, byte[] body, Secret secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var right = prefix + HexFormat.of().formatHex(mac.doFinal(body));
      return equal(given.orElse("").toLowerCase(Locale.ROOT), right);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes as long for a nearly right answer as for a wrong one. */
  private static boolean equal(String given, String right) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static String basicPassword(Optional<String> header) {
    try {
      var encoded = header.orElse("").replaceFirst("(?i)^basic ", "");
      var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return pair.contains(":") ? pair.substring(pair.indexOf(':') + 1) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
