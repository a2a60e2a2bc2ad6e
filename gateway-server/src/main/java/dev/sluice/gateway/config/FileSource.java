package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigValues.Configured;
import io.helidon.config.Config;
import io.helidon.config.spi.ConfigContent.NodeContent;
import io.helidon.config.spi.ConfigNode;
import io.helidon.config.spi.ConfigNode.ListNode;
import io.helidon.config.spi.ConfigNode.ObjectNode;
import io.helidon.config.spi.ConfigNode.ValueNode;
import io.helidon.config.spi.NodeConfigSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * {@code application.yaml}, or none. Values stay as they are written, and the line that each stands in is kept, as is
 * the order of names. A dot in a name leads into a section, as in {@code server.port: 4000}, save where people choose
 * the names.
 */
final class FileSource implements PlacedSource, NodeConfigSource {
    static final String NAME = "application.yaml";
    private static final int MAX_DEPTH = 32;
    private static final Pattern PATH = Pattern.compile("[^.]+(\\.[^.]+)+");

    /** A part of a key cannot be empty, so this stands for one; no name of the file's own is written like that. */
    private static final String UNNAMED = "~2";

    private final Path path;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final ObjectNode root;

    /** What stands at a key. */
    record Place(int line, int order, Kind kind, String text) {
        /** Whether there is nothing below, nor could be. */
        boolean isText() {
            return kind == Kind.TEXT;
        }

        boolean isEmpty() {
            return kind == Kind.EMPTY_LIST || kind == Kind.EMPTY_SECTION;
        }

        String at() {
            return NAME + ", line " + line;
        }
    }

    /** What may stand at a key. */
    enum Kind {
        TEXT,
        LIST,
        SECTION,
        EMPTY_LIST,
        EMPTY_SECTION
    }

    /** Makes what a file without content is. */
    FileSource() {
        this.path = Path.of(NAME);
        this.root = ObjectNode.empty();
    }

    private FileSource(Path path, MappingNode document) throws IOException {
        this.path = path;
        this.root = section(document, "", 0);
    }

    /** Reads a file; empty if there is none. Throws if it cannot be read, or is not YAML; the message says why. */
    static FileSource read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return new FileSource();
        }
        try (Reader text = Files.newBufferedReader(path)) {
            Node document = new Yaml(new LoaderOptions()).compose(text);
            if (document == null || document.getTag().equals(Tag.NULL)) {
                return new FileSource();
            }
            if (document instanceof MappingNode mapping) {
                return new FileSource(path, mapping);
            }
            throw new IOException(path + " cannot be read: it holds no keys");
        } catch (YAMLException e) {
            throw new IOException(path + " cannot be read: " + reason(e), e);
        }
    }

    /** Returns everything that stands in the file by whole keys, in the file's order; elements of lists are numbered. */
    Map<String, Place> places() {
        return places;
    }

    /** Returns a key as people write it. */
    static String readable(Config.Key key) {
        return key.isRoot() ? "" : child(readable(key.parent()), name(key));
    }

    /** Returns the last part of a key as people write it. */
    static String name(Config.Key key) {
        return key.name().equals(UNNAMED) ? "" : key.name();
    }

    @Override
    public Optional<NodeContent> load() {
        return Optional.of(NodeContent.builder().node(root).build());
    }

    /** A list's elements are joined by commas. */
    @Override
    public Optional<Configured> find(String key) {
        Place place = places.get(key);
        if (place != null && place.isText()) {
            return Optional.of(new Configured(place.text(), place.at()));
        }
        Place element = places.get(key + ".0");
        if (element == null || !element.isText()) {
            return Optional.empty();
        }
        String at = element.at();
        StringJoiner joined = new StringJoiner(",");
        for (int next = 1; element != null && element.isText(); next++) {
            joined.add(element.text());
            element = places.get(key + "." + next);
        }
        return Optional.of(new Configured(joined.toString(), at));
    }

    private ConfigNode node(Node node, String key, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException(path + " cannot be read: it is nested too deeply at line " + line(node));
        }
        return switch (node) {
            case ScalarNode scalar -> {
                String text = scalar.getTag().equals(Tag.NULL)
                        ? ""
                        : scalar.getValue().strip();
                place(key, node, Kind.TEXT, text);
                yield ValueNode.create(text);
            }
            case SequenceNode sequence -> list(sequence, key, depth);
            case MappingNode mapping -> section(mapping, key, depth);
            default -> throw new IOException(path + " cannot be read: line " + line(node) + " makes no sense");
        };
    }

    private ListNode list(SequenceNode sequence, String key, int depth) throws IOException {
        place(key, sequence, sequence.getValue().isEmpty() ? Kind.EMPTY_LIST : Kind.LIST, "");
        ListNode.Builder list = ListNode.builder();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            switch (node(sequence.getValue().get(i), child(key, Integer.toString(i)), depth + 1)) {
                case ValueNode text -> list.addValue(text);
                case ListNode inner -> list.addList(inner);
                case ObjectNode inner -> list.addObject(inner);
                case ConfigNode other -> throw new IllegalStateException("no other node was made: " + other);
            }
        }
        return list.build();
    }

    private ObjectNode section(MappingNode mapping, String key, int depth) throws IOException {
        Map<String, Node> fields = fields(mapping, depth);
        if (!key.isEmpty()) {
            place(key, mapping, fields.isEmpty() ? Kind.EMPTY_SECTION : Kind.SECTION, "");
        }
        boolean chosen = ConfigSchema.hasChosenNames(key);
        ObjectNode.Builder section = ObjectNode.builder();
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            String name = field.getKey();
            boolean leads = !chosen && PATH.matcher(name).matches();
            String escaped = leads ? name : name.isEmpty() ? UNNAMED : Config.Key.escapeName(name);
            switch (node(field.getValue(), child(key, name), depth + 1)) {
                case ValueNode text -> section.addValue(escaped, text);
                case ListNode inner -> section.addList(escaped, inner);
                case ObjectNode inner -> section.addObject(escaped, inner);
                case ConfigNode other -> throw new IllegalStateException("no other node was made: " + other);
            }
        }
        return section.build();
    }

    /** Returns the fields of a mapping, and after them those that {@code <<} takes over. */
    private Map<String, Node> fields(MappingNode mapping, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException(path + " cannot be read: it is nested too deeply at line " + line(mapping));
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        Map<String, Node> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), merged, depth + 1);
            } else if (!(key instanceof ScalarNode name)) {
                throw new IOException(path + " cannot be read: the key at line " + line(key) + " is not a text");
            } else if (fields.put(name.getValue(), tuple.getValueNode()) != null) {
                throw twice(name.getValue(), key);
            }
        }
        merged.forEach(fields::putIfAbsent);
        return fields;
    }

    /** Takes over from an anchor, or from several of which the first counts. */
    private void merge(Node taken, Map<String, Node> merged, int depth) throws IOException {
        if (taken instanceof MappingNode mapping) {
            fields(mapping, depth).forEach(merged::putIfAbsent);
        } else if (taken instanceof SequenceNode sequence && depth <= MAX_DEPTH) {
            for (Node each : sequence.getValue()) {
                merge(each, merged, depth + 1);
            }
        }
    }

    /** A section may be continued, by a name with a dot; anything else stands at one place. */
    private void place(String key, Node node, Kind kind, String text) throws IOException {
        Place before = places.get(key);
        if (before == null) {
            places.put(key, new Place(line(node), places.size(), kind, text));
        } else if (before.kind() != Kind.SECTION || kind != Kind.SECTION) {
            throw twice(key, node);
        }
    }

    private IOException twice(String key, Node node) {
        return new IOException(path + " cannot be read: '" + key + "' is there a second time at line " + line(node));
    }

    private static String child(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String reason(YAMLException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
    }

    @Override
    public String description() {
        return NAME;
    }
}
