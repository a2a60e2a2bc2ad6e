package dev.sluice.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads what a server shows by TLS from PEM files. What is wrong is said without the files' content. */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END", Pattern.DOTALL);

    private PemFiles() {}

    /** Reads the server's certificate, and after it those that vouch for it. */
    static Certificate[] certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("there is no certificate in it");
            }
            return found.toArray(Certificate[]::new);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("it is not a PEM file of certificates", e);
        }
    }

    /** Reads the key of a certificate. */
    static PrivateKey key(Path file, Certificate certificate) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
        Matcher pem = KEY.matcher(text);
        if (!pem.find()) {
            throw new IOException("there is no private key in it, between BEGIN PRIVATE KEY and END PRIVATE KEY");
        }
        if (!pem.group(1).isEmpty()) {
            throw new IOException("its key is not in plain PKCS#8 form; convert it by: openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2))));
            if (fits(key, certificate.getPublicKey())) {
                return key;
            }
            throw new IOException("it is not the key of the certificate");
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            throw new IOException("it is not the key of the certificate, or is broken", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("its key cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes what a server needs. */
    static SSLContext context(Certificate[] certificates, PrivateKey key) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("its key cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        byte[] probe = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(probe);
        return signature.verify(signed);
    }
}
