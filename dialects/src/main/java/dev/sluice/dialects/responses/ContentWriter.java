package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Writes the content of messages and of tools' results. */
final class ContentWriter {
    private static final String FAILED = "The tool failed:";

    private ContentWriter() {}

    static void part(Part part, Role role, JsonOutput out) {
        if (role == Role.ASSISTANT) {
            said(part, out);
        } else {
            input(part, out);
        }
    }

    /** A single text stays one; the API has no mark for failures, so the model is told in words. */
    static void result(Part.ToolResult result, JsonOutput out) {
        boolean texts = !result.failed() && result.content().size() <= 1;
        if (texts && result.content().isEmpty()) {
            out.text("");
        } else if (texts && result.content().getFirst() instanceof Part.Text only) {
            out.beginText().piece(only.raw()).endText();
        } else {
            out.array();
            if (result.failed()) {
                input(new Part.Text(FAILED), out);
            }
            result.content().forEach(part -> input(part, out));
            out.endArray();
        }
    }

    private static void said(Part part, JsonOutput out) {
        switch (part) {
            case Part.Text text ->
                out.object().add("type", "output_text").add("text", text.raw()).endObject();
            case Part.Refusal refusal ->
                out.object()
                        .add("type", "refusal")
                        .add("refusal", refusal.text())
                        .endObject();
            default -> throw noPlace("What the model itself said can only be text");
        }
    }

    private static void input(Part part, JsonOutput out) {
        switch (part) {
            case Part.Text text ->
                out.object().add("type", "input_text").add("text", text.raw()).endObject();
            case Part.Image image -> {
                out.object().add("type", "input_image").name("image_url");
                switch (image.source()) {
                    case Source.Inline inline -> inline.writeDataUrl(out);
                    case Source.Link link -> out.text(link.url());
                }
                out.add("detail", image.detail().orElse("auto")).endObject();
            }
            case Part.Document document -> file(document, out);
            case Part.Audio audio -> throw noPlace("Sound cannot be carried");
            default -> throw noPlace("What goes to the model can only be texts, images and files");
        }
    }

    private static void file(Part.Document document, JsonOutput out) {
        out.object().add("type", "input_file");
        switch (document.source()) {
            // The API wants bytes to have a name.
            case Source.Inline inline -> {
                out.add("filename", document.name().orElse("document.pdf")).name("file_data");
                inline.writeDataUrl(out);
            }
            case Source.Link link -> {
                document.name().ifPresent(name -> out.add("filename", name));
                out.add("file_url", link.url());
            }
        }
        out.endObject();
    }

    private static ProviderException noPlace(String what) {
        return new ProviderException(
                ErrorKind.INVALID_REQUEST, what + ": the model is asked through OpenAI Responses.");
    }
}
