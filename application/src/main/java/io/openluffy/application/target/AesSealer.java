package io.openluffy.application.target;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals with AES-256-GCM: a fresh nonce, then the sealed bytes. */
public final class AesSealer implements Sealer {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private final SecretKeySpec key;
  private final SecureRandom chance;

  /**
   * @param key 32 bytes
   */
  public AesSealer(byte[] key, SecureRandom chance) {
    if (key.length != 32) {
      throw new IllegalArgumentException("A sealing key has 32 bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
    this.chance = chance;
  }

  @Override
  public byte[] seal(byte[] clear) {
    try {
      var nonce = new byte[NONCE];
      chance.nextBytes(nonce);
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear);
      var all = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE, sealed.length);
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] open(byte[] sealed) {
    try {
      var nonce = Arrays.copyOf(sealed, NONCE);
      return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Problem.world(
              "application.sealed-differently",
              "Rendered manifests that are kept in the store can't be opened.",
              Where.of("store"),
              "Start with the sealing key they were written with.")
          .asException(e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
