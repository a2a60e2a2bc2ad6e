package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.connection.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsReaderTest {
    @TempDir
    private Path home;

    @Test
    void readsCertificatesAndKeysOfEveryUsualKind() throws Exception {
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            TestCertificate made = new TestCertificate(home, algorithm);
            write("server.crt", made.certificatePem());
            write("server.key", made.keyPem());
            assertThat(read("server.crt", "server.key").checked().server().tls())
                    .as(algorithm)
                    .isPresent();
        }
    }

    @Test
    void isOffByDefault() {
        assertThat(ConfigLoader.read(home, Map.of(), Map.of())
                        .checked()
                        .server()
                        .tls())
                .isEmpty();
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        TestCertificate one = new TestCertificate(home, "EC");
        TestCertificate other = new TestCertificate(home, "RSA");
        write("server.crt", one.certificatePem());
        write("server.key", one.keyPem());
        write("other.key", other.keyPem());
        write("old.key", one.keyPem().replace("PRIVATE", "EC PRIVATE"));
        write("empty", "");
        write("broken.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertError("server.crt", "", "server.tls.key: expected a PEM file");
        assertError("", "server.key", "server.tls.certificate: expected a PEM file");
        assertError(
                "none.crt",
                "server.key",
                "server.tls.certificate = none.crt (application.yaml, line 3): there is no such file");
        assertError(
                "server.crt",
                "none.key",
                "server.tls.key = none.key (application.yaml, line 4): there is no such file");
        assertError(
                "empty",
                "server.key",
                "server.tls.certificate = empty (application.yaml, line 3): there is no certificate");
        assertError(
                "broken.crt",
                "server.key",
                "server.tls.certificate = broken.crt (application.yaml, line 3): it is not a PEM");
        assertError(
                "server.crt",
                "server.crt",
                "server.tls.key = server.crt (application.yaml, line 4): there is no private key");
        assertError(
                "server.crt",
                "old.key",
                "server.tls.key = old.key (application.yaml, line 4): its key is not in plain PKCS#8");
        assertError(
                "server.crt", "other.key", "server.tls.key = other.key (application.yaml, line 4): it is not the key");
    }

    private void assertError(String certificate, String key, String expected) throws IOException {
        assertThat(read(certificate, key).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.sentence()).startsWith(expected));
    }

    private ConfigReading read(String certificate, String key) throws IOException {
        write(
                "application.yaml",
                "server:\n  tls:\n" + (certificate.isEmpty() ? "" : "    certificate: " + certificate + "\n")
                        + (key.isEmpty() ? "" : "    key: " + key + "\n"));
        return ConfigLoader.read(home, Map.of(), Map.of());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }
}
