package dev.sluice.tokenstore;

/**
 * One assignment in a {@code .env} file.
 *
 * @param start where its spelled value begins, quotes included, in bytes
 * @param end where its spelled value ends
 */
record DotEnvEntry(String key, String value, Quote quote, int start, int end) {

    /** The value may be a secret. */
    @Override
    public String toString() {
        return key + "=...";
    }
}
