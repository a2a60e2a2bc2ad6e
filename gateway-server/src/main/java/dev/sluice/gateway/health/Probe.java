package dev.sluice.gateway.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks a gateway on this machine whether it lives: a container's health check, which has no other program. */
public final class Probe {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(4).toMillis();

    private Probe() {}

    /** Ends the process with 0 if {@code /health} on port {@code PORT} (4000) answers 200, and else with 1. */
    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("PORT", "4000");
        System.exit(healthy(URI.create("http://127.0.0.1:" + port + "/health")) ? 0 : 1);
    }

    static boolean healthy(URI url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
