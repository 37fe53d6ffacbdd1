package io.tillbridge.partner.auth;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as text (RFC 7468). A line end may be written as {@code \n}, as environment variables have it. */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    /**
     * The private key of a PKCS #8 text.
     *
     * @param algorithms tried in order, such as {@code RSA} and {@code EC}
     * @throws CredentialsUnusable when it is none; the message says how to make one of another form
     */
    static PrivateKey privateKey(String text, String... algorithms) throws CredentialsUnusable {
        for (byte[] block : blocks(text, "PRIVATE KEY")) {
            for (String algorithm : algorithms) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block));
                } catch (InvalidKeySpecException e) {
                    // of another algorithm, or broken: told below
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("every Java platform has " + algorithm, e);
                }
            }
        }
        throw new CredentialsUnusable("the private key is no PEM of an unencrypted PKCS #8 key ("
                + String.join(", ", algorithms) + "); make one with 'openssl pkcs8 -topk8 -nocrypt'");
    }

    /**
     * All certificates of a text, in its order; at least one.
     *
     * @throws CredentialsUnusable when there is none or one cannot be read
     */
    static List<X509Certificate> certificates(String text) throws CredentialsUnusable {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] block : blocks(text, "CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
            }
        } catch (GeneralSecurityException e) {
            throw new CredentialsUnusable("a certificate cannot be read; expected X.509 as PEM", e);
        }
        if (certificates.isEmpty()) {
            throw new CredentialsUnusable("there is no certificate; expected X.509 as PEM");
        }
        return certificates;
    }

    private static List<byte[]> blocks(String text, String label) throws CredentialsUnusable {
        List<byte[]> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text.replace("\\n", "\n"));
        while (block.find()) {
            if (block.group(1).equals(label)) {
                try {
                    blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new CredentialsUnusable("a PEM block is no Base64", e);
                }
            }
        }
        return blocks;
    }
}
