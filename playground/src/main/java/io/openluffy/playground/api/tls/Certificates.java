package io.openluffy.playground.api.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes an authority and what it signs, and turns both into PEM and back. */
final class Certificates {
  private static final Duration LIFE = Duration.ofDays(3_650);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int SERIAL_BITS = 120;
  private static final char[] NO_PASSWORD = new char[0];

  /** A certificate and its key. */
  record Identity(X509Certificate certificate, PrivateKey key) {}

  private final SecureRandom random;
  private final Instant now;

  Certificates(SecureRandom random, Instant now) {
    this.random = random;
    this.now = now;
  }

  Identity authority(String name) throws GeneralSecurityException {
    var keys = keys();
    var subject = new X500Name("CN=" + name);
    return sign(subject, keys, subject, keys.getPrivate(), List.of());
  }

  Identity serving(Identity authority, String name, List<GeneralName> names)
      throws GeneralSecurityException {
    var issuer = new X500Name(authority.certificate().getSubjectX500Principal().getName());
    return sign(new X500Name("CN=" + name), keys(), issuer, authority.key(), names);
  }

  private KeyPair keys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private Identity sign(
      X500Name subject, KeyPair keys, X500Name issuer, PrivateKey signer, List<GeneralName> names)
      throws GeneralSecurityException {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(SERIAL_BITS, random),
              Date.from(now.minus(CLOCK_SKEW)),
              Date.from(now.plus(LIFE)),
              subject,
              keys.getPublic());
      if (names.isEmpty()) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
            Extension.keyUsage,
            true,
            new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
      } else {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
      return new Identity(
          new JcaX509CertificateConverter().getCertificate(holder), keys.getPrivate());
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException("A certificate could not be made", e);
    }
  }

  static String pem(Object thing) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      // A bare EC key would lose its curve, and could not be read again.
      writer.writeObject(
          thing instanceof PrivateKey key ? new JcaPKCS8Generator(key, null).generate() : thing);
    }
    return text.toString();
  }

  static Identity read(String certificatePem, String keyPem)
      throws IOException, GeneralSecurityException {
    try (var certificates = new PEMParser(new StringReader(certificatePem));
        var keys = new PEMParser(new StringReader(keyPem))) {
      if (certificates.readObject() instanceof X509CertificateHolder holder) {
        return new Identity(
            new JcaX509CertificateConverter().getCertificate(holder), key(keys.readObject()));
      }
    }
    throw new IOException("not a certificate and its key");
  }

  /** A key as PEM writes it: alone, or together with its public half. */
  private static PrivateKey key(@Nullable Object read) throws IOException {
    return switch (read) {
      case PrivateKeyInfo alone -> new JcaPEMKeyConverter().getPrivateKey(alone);
      case PEMKeyPair pair -> new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
      case null, default -> throw new IOException("not a private key");
    };
  }

  static KeyStore keyStore(Identity serving, Identity authority)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "serving",
        serving.key(),
        NO_PASSWORD,
        new Certificate[] {serving.certificate(), authority.certificate()});
    return store;
  }
}
