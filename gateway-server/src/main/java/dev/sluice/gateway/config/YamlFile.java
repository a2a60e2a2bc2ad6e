package dev.sluice.gateway.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads {@code application.yaml}. Values stay as they are written, and keep the line that they stand in. */
final class YamlFile {
    private static final int MAX_DEPTH = 32;

    private final Path path;

    private YamlFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the file.
     *
     * @return empty if there is no file
     * @throws IOException if it cannot be read, or is not YAML; the message says why
     */
    static YamlNode read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return YamlNode.nothing();
        }
        try (Reader text = Files.newBufferedReader(path)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root == null || root.getTag().equals(Tag.NULL)) {
                return YamlNode.nothing();
            }
            if (!(root instanceof MappingNode)) {
                throw new IOException(path + " cannot be read: it holds no keys");
            }
            return new YamlFile(path).node(root, 0);
        } catch (YAMLException e) {
            throw new IOException(path + " cannot be read: " + reason(e), e);
        }
    }

    private YamlNode node(Node node, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException(path + " cannot be read: it is nested too deeply at line " + line(node));
        }
        return switch (node) {
            case ScalarNode scalar ->
                new YamlNode.Text(
                        line(node),
                        scalar.getTag().equals(Tag.NULL)
                                ? ""
                                : scalar.getValue().strip());
            case SequenceNode sequence -> new YamlNode.Items(line(node), items(sequence, depth));
            case MappingNode mapping -> new YamlNode.Fields(line(node), fields(mapping, depth));
            default -> throw new IOException(path + " cannot be read: line " + line(node) + " makes no sense");
        };
    }

    private List<YamlNode> items(SequenceNode sequence, int depth) throws IOException {
        YamlNode[] items = new YamlNode[sequence.getValue().size()];
        for (int i = 0; i < items.length; i++) {
            items[i] = node(sequence.getValue().get(i), depth + 1);
        }
        return List.of(items);
    }

    private Map<String, YamlNode> fields(MappingNode mapping, int depth) throws IOException {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        Map<String, YamlNode> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                merge(node(tuple.getValueNode(), depth + 1), merged);
            } else if (!(key instanceof ScalarNode name)) {
                throw new IOException(path + " cannot be read: the key at line " + line(key) + " is not a text");
            } else if (fields.put(name.getValue(), node(tuple.getValueNode(), depth + 1)) != null) {
                throw new IOException(path + " cannot be read: '" + name.getValue()
                        + "' is there a second time at line " + line(key));
            }
        }
        merged.forEach(fields::putIfAbsent);
        return fields;
    }

    /** What {@code <<} takes over from an anchor, or from several of which the first counts. */
    private static void merge(YamlNode taken, Map<String, YamlNode> merged) {
        if (taken instanceof YamlNode.Fields of) {
            of.fields().forEach(merged::putIfAbsent);
        } else if (taken instanceof YamlNode.Items of) {
            of.items().forEach(each -> merge(each, merged));
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String reason(YAMLException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
