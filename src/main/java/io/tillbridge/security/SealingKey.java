package io.tillbridge.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts for a table by AES-256 in GCM (NIST SP 800-38D): nobody without the key reads or alters them, or puts one in
 * another's place. A sealed text is 12 random bytes, the cipher text and 16 bytes of proof.
 */
public final class SealingKey {

    private static final int NONCE = 12;
    private static final int PROOF_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] secret;
    private final SecretKeySpec key;
    private final String id;

    /**
     * A key from a secret text of an installation.
     *
     * @param text at least 32 characters nobody can guess
     */
    public SealingKey(Secret text) {
        this.secret = text.reveal().getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(derived("seal"), "AES");
        this.id = HexFormat.of().formatHex(Arrays.copyOf(derived("id"), 8));
    }

    /** Names the key without telling it: 16 hex digits. */
    public String id() {
        return id;
    }

    /**
     * Seals a text.
     *
     * @param place what the text is and whose; only the same place opens it
     */
    public byte[] seal(String text, String place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    /**
     * Opens what {@link #seal} gave for the same place.
     *
     * @throws IllegalArgumentException when it was sealed by another key or for another place, or was altered
     */
    public String open(byte[] sealed, String place) {
        if (sealed.length <= NONCE) {
            throw new IllegalArgumentException("what was sealed for " + place + " is too short");
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(sealed, NONCE, sealed.length - NONCE);
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException(
                    "what was sealed for " + place + " was sealed by another key, for another place, or altered", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    /** A keyed hash of 32 bytes: equal texts have equal marks, and nobody without the key can try texts out. */
    public byte[] mark(String text) {
        return mac(derived("mark"), text);
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(PROOF_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] derived(String purpose) {
        return mac(secret, "tillbridge " + purpose);
    }

    private static byte[] mac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
