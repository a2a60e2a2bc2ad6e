package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a {@code .env} file and its assignments.
 *
 * <p>Read as Node's dotenv reads it: single, double and backtick quotes, all of which may span lines;
 * {@code \n} and {@code \r} in double quotes; {@code export}; comments; of several assignments to one
 * key the last counts. Variables are not expanded. Immutable; printing it shows no value.
 */
public final class DotEnv {
    private static final DotEnv EMPTY = parse(new byte[0]);

    private final byte[] bytes;
    private final List<DotEnvEntry> entries;
    private final Map<String, String> values;

    private DotEnv(byte[] bytes) {
        this.bytes = bytes;
        this.entries = DotEnvReader.read(bytes);
        Map<String, String> read = new LinkedHashMap<>();
        entries.forEach(entry -> read.put(entry.key(), entry.value()));
        this.values = Collections.unmodifiableMap(read);
    }

    /**
     * Parses a text. Never fails: lines that are no assignments are ignored.
     *
     * @param bytes the whole file; bytes that are not UTF-8 are kept
     * @return the parsed text
     */
    public static DotEnv parse(byte[] bytes) {
        return new DotEnv(bytes.clone());
    }

    /**
     * Returns the text of a file that does not exist.
     *
     * @return no bytes, no values
     */
    public static DotEnv empty() {
        return EMPTY;
    }

    /**
     * Looks a key up.
     *
     * @param key as in the file
     * @return the value as written, which may be empty or a placeholder; empty if the key is absent
     */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * Returns all assignments.
     *
     * @return in the file's order, unmodifiable
     */
    public Map<String, String> values() {
        return values;
    }

    /**
     * Sets one key and keeps every other byte: replaces the value of the key's last assignment, in the same quotes
     * where the new value allows them, or adds a line.
     *
     * @param key letters, digits, {@code _}, {@code .} and {@code -}
     * @param value any text
     * @return the changed text
     * @throws IllegalArgumentException if the key is invalid, or the format cannot express the value, such as one
     *     with all three kinds of quotes and a {@code #}; the message does not show the value
     */
    public DotEnv with(String key, String value) {
        if (key.isEmpty() || !key.chars().allMatch(c -> isKeyCharacter((char) c))) {
            throw new IllegalArgumentException("'" + key + "' cannot be a key in a .env file");
        }
        if (value(key).filter(value::equals).isPresent()) {
            return this;
        }
        Map<String, String> wanted = new HashMap<>(values);
        wanted.put(key, value);
        Optional<DotEnvEntry> last = entries.reversed().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
        // What the format can express depends on the text around it, so each spelling is read back.
        return Quote.candidates(last.map(DotEnvEntry::quote).orElse(Quote.NONE), value).stream()
                .map(quote -> quote.spell(value, lineEnd()))
                .map(spelled -> last.map(entry -> replace(entry, spelled)).orElseGet(() -> append(key, spelled)))
                .filter(changed -> changed.values.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the value for " + key
                        + " mixes quotes and line ends in a way that a .env file cannot express"));
    }

    /**
     * Returns the text.
     *
     * @return a fresh copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "DotEnv" + values.keySet();
    }

    static boolean isKeyCharacter(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
    }

    private DotEnv replace(DotEnvEntry entry, String spelled) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, entry.start());
        changed.writeBytes(spelled.getBytes(UTF_8));
        changed.write(bytes, entry.end(), bytes.length - entry.end());
        return new DotEnv(changed.toByteArray());
    }

    private DotEnv append(String key, String spelled) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.writeBytes(bytes);
        boolean midLine = bytes.length > 0 && bytes[bytes.length - 1] != '\n' && bytes[bytes.length - 1] != '\r';
        String line = (midLine ? lineEnd() : "") + key + "=" + spelled + lineEnd();
        changed.writeBytes(line.getBytes(UTF_8));
        return new DotEnv(changed.toByteArray());
    }

    /** Returns the line end of the first line, so that a file from Windows stays one. */
    private String lineEnd() {
        String text = new String(bytes, ISO_8859_1);
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }
}
