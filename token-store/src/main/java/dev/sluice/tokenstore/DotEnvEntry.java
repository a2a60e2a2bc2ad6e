package dev.sluice.tokenstore;

/**
 * An assignment in a {@code .env} file. Its value, quotes included, is at the bytes from {@code start} to {@code end}.
 */
record DotEnvEntry(String key, String value, Quote quote, int start, int end) {

    /** Hides the value, which may be a secret. */
    @Override
    public String toString() {
        return key + "=...";
    }
}
