package dev.sluice.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code docs/clients.md}: the table of what was tried, and each client's files and commands. */
final class ClientsPage {
    private static final Pattern ROW = Pattern.compile(
            "\\| (?<client>[^|]+?) \\| `(?<npm>[^`|]+)` \\| (?<version>[\\d.]+) \\|(?<natively>[^|]*)\\|(?<bridged>[^|]*)\\|");
    private static final Pattern MODEL = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("(##+) (.*)");
    private static final Pattern CONNECT = Pattern.compile("`\\./connect\\.sh ([^`]+)`");
    private static final Pattern FILE = Pattern.compile("`~/([^`]+)`");

    private final List<String> lines;

    ClientsPage() {
        try {
            lines = Files.readAllLines(Path.of(System.getProperty("sluice.root"), "docs", "clients.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client as the table has it, with one of its models. */
    record Trial(String client, String npm, String version, String model) {
        @Override
        public String toString() {
            return client + " with " + model;
        }
    }

    /** A fenced block; its file is below the home folder, and null for commands. */
    record Block(@Nullable String file, String text) {}

    /** What is under a heading; {@code connect} is what to say to {@code connect.sh}. */
    record Section(Optional<String> connect, List<Block> blocks) {
        List<Block> files() {
            return blocks.stream().filter(block -> block.file() != null).toList();
        }

        List<Block> commands() {
            return blocks.stream().filter(block -> block.file() == null).toList();
        }
    }

    List<Trial> trials() {
        return lines.stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .flatMap(ClientsPage::trials)
                .toList();
    }

    private static Stream<Trial> trials(Matcher row) {
        return MODEL.matcher(row.group("natively") + row.group("bridged"))
                .results()
                .map(model -> new Trial(row.group("client"), row.group("npm"), row.group("version"), model.group(1)));
    }

    /** What a client's section says; a subsection without blocks of its own has those of the section it is in. */
    Section section(String client) {
        String above = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = HEADING.matcher(lines.get(i));
            if (heading.matches()) {
                if (heading.group(2).equals(client)) {
                    Section own = read(i + 1);
                    return own.blocks().isEmpty()
                            ? new Section(own.connect(), section(above).blocks())
                            : own;
                }
                above = heading.group(1).length() == 2 ? heading.group(2) : above;
            }
        }
        throw new AssertionError("docs/clients.md has no section " + client);
    }

    private Section read(int start) {
        Optional<String> connect = Optional.empty();
        List<Block> blocks = new ArrayList<>();
        String file = null;
        List<String> block = null;
        for (String line : lines.subList(start, lines.size())) {
            if (block == null && HEADING.matcher(line).matches()) {
                break;
            }
            if (line.startsWith("```")) {
                if (block != null) {
                    blocks.add(new Block(file, String.join("\n", block) + "\n"));
                    file = null;
                }
                block = block == null ? new ArrayList<>() : null;
            } else if (block != null) {
                block.add(line);
            } else {
                connect = connect.or(() -> CONNECT.matcher(line)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst());
                Matcher named = FILE.matcher(line);
                file = named.find() ? named.group(1) : file;
            }
        }
        return new Section(connect, blocks);
    }
}
