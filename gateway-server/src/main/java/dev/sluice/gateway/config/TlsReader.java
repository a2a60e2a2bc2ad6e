package dev.sluice.gateway.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Reads {@code server.tls}, and the files that it names. */
final class TlsReader {
    private TlsReader() {}

    /** Returns what the server shows; nothing if it is to speak plain HTTP, or if there is an error. */
    static Optional<SSLContext> read(Path home, ConfigReader reader) {
        String certificate = reader.read(ServerConfig.TLS_CERTIFICATE);
        String key = reader.read(ServerConfig.TLS_KEY);
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            ConfigKey<?> missing = certificate.isEmpty() ? ServerConfig.TLS_CERTIFICATE : ServerConfig.TLS_KEY;
            reader.error(new ConfigError(
                    missing.name(),
                    missing.name() + ": expected " + missing.expected() + ", because the other one of the two is set"));
            return Optional.empty();
        }
        Certificate[] certificates;
        try {
            certificates = PemFiles.certificates(home.resolve(certificate));
        } catch (IOException e) {
            reader.error(ServerConfig.TLS_CERTIFICATE, certificate, e);
            return Optional.empty();
        }
        try {
            return Optional.of(PemFiles.context(certificates, PemFiles.key(home.resolve(key), certificates[0])));
        } catch (IOException e) {
            reader.error(ServerConfig.TLS_KEY, key, e);
            return Optional.empty();
        }
    }
}
