package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.Base64Field;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads pictures, documents and search results. Documents that are text are carried as text between tags: every model
 * reads it so, and what is the document's stays apart from what is the user's.
 */
final class DocumentReader {
    private static final Map<String, String> PICTURES = Map.of(
            "image/jpeg", "image/jpeg", "image/png", "image/png", "image/gif", "image/gif", "image/webp", "image/webp");
    private static final Map<String, String> PDF = Map.of("application/pdf", "application/pdf");
    private static final Map<String, String> PLAIN = Map.of("text/plain", "text/plain");

    private final LeftOut leftOut;

    DocumentReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    Part.Image image(Fields block) {
        block.fields("transformations").ifPresent(wanted -> {
            if (wanted.text("oversized_image").orElse("downsize").equals("error")) {
                throw wanted.wrong("oversized_image", "can't be 'error': nobody here knows how large is too large");
            }
            wanted.leaveOutRest(leftOut);
        });
        Fields source = block.requiredFields("source");
        Source found = switch (source.requiredText("type")) {
            case "base64" -> inline(source, PICTURES);
            case "url" -> link(source);
            default -> throw refused(source, "base64, url");
        };
        source.leaveOutRest(leftOut);
        return new Part.Image(found, Optional.empty());
    }

    void document(Fields block, List<Part> out) {
        refuseCitations(block);
        Optional<String> title = block.text("title");
        Optional<String> context = block.text("context");
        Fields source = block.requiredFields("source");
        switch (source.requiredText("type")) {
            case "base64" -> {
                context.ifPresent(text -> out.add(new Part.Text(text)));
                out.add(new Part.Document(inline(source, PDF), title));
            }
            case "url" -> {
                context.ifPresent(text -> out.add(new Part.Text(text)));
                out.add(new Part.Document(link(source), title));
            }
            case "text" -> {
                required(source.choice("media_type", PLAIN), source, "media_type");
                out.add(new Part.Text(opened(title, context) + source.requiredText("data") + "\n</document>"));
            }
            case "content" -> content(source, opened(title, context), out);
            default -> throw refused(source, "base64, content, text, url");
        }
        source.leaveOutRest(leftOut);
    }

    void searchResult(Fields block, List<Part> out) {
        refuseCitations(block);
        StringBuilder text = new StringBuilder("<search_result");
        attribute(text, "source", block.requiredText("source"));
        attribute(text, "title", block.requiredText("title"));
        text.append('>');
        for (Fields piece : block.list("content")) {
            if (!piece.requiredText("type").equals("text")) {
                throw piece.wrong("type", "must be 'text' in a search result");
            }
            text.append('\n').append(piece.requiredText("text"));
            piece.leaveOutRest(leftOut);
        }
        out.add(new Part.Text(text.append("\n</search_result>").toString()));
    }

    private void content(Fields source, String opened, List<Part> out) {
        JsonNode content = source.value("content").orElseThrow(() -> source.missing("content"));
        if (content.is(Kind.STRING)) {
            out.add(new Part.Text(opened + content.string() + "\n</document>"));
            return;
        }
        if (!content.is(Kind.ARRAY)) {
            throw source.wrong("content", "must be a string or an array");
        }
        out.add(new Part.Text(opened));
        for (Fields piece : source.list("content")) {
            switch (piece.requiredText("type")) {
                case "text" -> out.add(new Part.Text(piece.requiredText("text")));
                case "image" -> out.add(image(piece));
                default -> throw piece.wrong("type", "must be 'text' or 'image' in a document");
            }
            piece.leaveOutRest(leftOut);
        }
        out.add(new Part.Text("</document>"));
    }

    private void refuseCitations(Fields block) {
        block.fields("citations").ifPresent(citations -> {
            if (citations.flag("enabled").orElse(false)) {
                throw citations.wrong(
                        "enabled", "can't be true: the model asked for can't say which passage it took a thing from");
            }
            citations.leaveOutRest(leftOut);
        });
    }

    private static Source.Inline inline(Fields source, Map<String, String> types) {
        String type = required(source.choice("media_type", types), source, "media_type");
        return new Source.Inline(type, Base64Field.checked(source, "data", source.requiredRaw("data")));
    }

    private static Source.Link link(Fields source) {
        String url = source.requiredText("url");
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw source.wrong("url", "must begin with https:// or http://");
        }
        return new Source.Link(url);
    }

    private static ProviderException refused(Fields source, String known) {
        return source.requiredText("type").equals("file")
                ? source.wrong("type", "is an upload that only Anthropic's own service has; send the bytes as 'base64'")
                : source.wrong("type", "must be one of " + known);
    }

    private static String required(Optional<String> value, Fields parent, String name) {
        return value.orElseThrow(() -> parent.missing(name));
    }

    private static String opened(Optional<String> title, Optional<String> context) {
        StringBuilder text = new StringBuilder("<document");
        title.ifPresent(value -> attribute(text, "title", value));
        context.ifPresent(value -> attribute(text, "context", value));
        return text.append(">\n").toString();
    }

    private static void attribute(StringBuilder text, String name, String value) {
        text.append(' ')
                .append(name)
                .append("=\"")
                .append(value.replace("\"", "&quot;"))
                .append('"');
    }
}
