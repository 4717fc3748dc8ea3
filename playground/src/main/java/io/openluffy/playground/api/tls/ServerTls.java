package io.openluffy.playground.api.tls;

import io.openluffy.kernel.PrivateFiles;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.playground.api.tls.Certificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The playground's own certificate authority and serving certificate, kept in a folder so that
 * kubeconfigs stay valid over restarts.
 *
 * @param caPem the authority's certificate, for clients to trust
 */
public record ServerTls(KeyStore keyStore, String caPem) {
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final List<GeneralName> NAMES =
      List.of(
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.dNSName, "*.localhost"),
          new GeneralName(GeneralName.dNSName, "openluffy.localhost"),
          new GeneralName(GeneralName.dNSName, "kubernetes"),
          new GeneralName(GeneralName.dNSName, "kubernetes.default"),
          new GeneralName(GeneralName.dNSName, "kubernetes.default.svc"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
          new GeneralName(GeneralName.iPAddress, "::1"));

  /** Opens what is in the folder; makes what is missing, unreadable or soon out of date. */
  public static ServerTls open(Path folder, SecureRandom random, InstantSource clock) {
    try {
      PrivateFiles.createFolder(folder);
      var certificates = new Certificates(random, clock.instant());
      var authority =
          load(folder, "ca", clock)
              .orElse(() -> keep(folder, "ca", certificates.authority("openluffy-playground-ca")));
      var serving =
          load(folder, "serving", clock)
              .filter(s -> isSignedBy(s, authority))
              .orElse(
                  () ->
                      keep(
                          folder,
                          "serving",
                          certificates.serving(authority, "openluffy-playground", NAMES)));
      return new ServerTls(
          Certificates.keyStore(serving, authority), Certificates.pem(authority.certificate()));
    } catch (IOException | GeneralSecurityException e) {
      throw Problem.world(
              "playground.certificates",
              "The certificates of the playground can be neither read nor made: " + e.getMessage(),
              Where.of(folder.toString()),
              "Check that the folder is writable, or delete it to have new ones made.")
          .asException(e);
    }
  }

  @FunctionalInterface
  private interface Maker {
    Identity make() throws IOException, GeneralSecurityException;
  }

  private record Found(java.util.Optional<Identity> identity) {
    Found filter(java.util.function.Predicate<Identity> condition) {
      return new Found(identity.filter(condition));
    }

    Identity orElse(Maker maker) throws IOException, GeneralSecurityException {
      return identity.isPresent() ? identity.get() : maker.make();
    }
  }

  private static Found load(Path folder, String name, InstantSource clock) {
    var certificate = folder.resolve(name + ".crt");
    var key = folder.resolve(name + ".key");
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return new Found(java.util.Optional.empty());
    }
    try {
      var found = Certificates.read(Files.readString(certificate), Files.readString(key));
      var renewAt = found.certificate().getNotAfter().toInstant().minus(RENEW_BEFORE);
      return new Found(java.util.Optional.of(found).filter(f -> clock.instant().isBefore(renewAt)));
    } catch (IOException | GeneralSecurityException e) {
      return new Found(java.util.Optional.empty());
    }
  }

  private static boolean isSignedBy(Identity serving, Identity authority) {
    try {
      serving.certificate().verify(authority.certificate().getPublicKey());
      return serving.certificate().getSubjectAlternativeNames().size() == NAMES.size();
    } catch (CertificateParsingException e) {
      return false;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Identity keep(Path folder, String name, Identity identity) throws IOException {
    PrivateFiles.write(folder.resolve(name + ".key"), Certificates.pem(identity.key()));
    PrivateFiles.write(folder.resolve(name + ".crt"), Certificates.pem(identity.certificate()));
    return identity;
  }
}
