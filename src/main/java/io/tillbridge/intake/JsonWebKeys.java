package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;

/** Public keys as JSON (RFC 7517, RFC 7518 section 6). */
final class JsonWebKeys {

    private static final Map<String, String> CURVES = Map.of("P-256", "secp256r1", "P-384", "secp384r1");

    private JsonWebKeys() {}

    /**
     * The key.
     *
     * @throws InvalidKeySpecException when it is of no kind that is known
     * @throws IllegalArgumentException when its members are not Base64
     */
    static PublicKey key(JsonNode jwk) throws GeneralSecurityException {
        String kind = jwk.path("kty").asText();
        if (kind.equals("RSA")) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        }
        String curve = CURVES.get(jwk.path("crv").asText());
        if (!kind.equals("EC") || curve == null) {
            throw new InvalidKeySpecException("neither RSA nor EC with a known curve");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonNode jwk, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(member).asText()));
    }
}
