package dev.sluice.it;

/** The smallest PNG, and what the simulated models see in it. */
final class TestImage {
    static final String BASE64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    static final String DATA_URL = "data:image/png;base64," + BASE64;
    static final String SEEN = "a PNG image of 1 by 1 pixels";

    private TestImage() {}
}
