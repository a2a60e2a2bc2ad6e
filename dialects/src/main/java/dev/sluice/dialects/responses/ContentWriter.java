package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** Writes the content of messages and of tools' results. */
final class ContentWriter {
    private static final String FAILED = "The tool failed:";

    private ContentWriter() {}

    static JsonObjectBuilder part(Part part, Role role) {
        return role == Role.ASSISTANT ? said(part) : input(part);
    }

    /** A single text stays one; the API has no mark for failures, so the model is told in words. */
    static JsonValue result(Part.ToolResult result) {
        if (!result.failed()) {
            if (result.content().isEmpty()) {
                return Json.createValue("");
            }
            if (result.content().size() == 1 && result.content().getFirst() instanceof Part.Text only) {
                return Json.createValue(only.text());
            }
        }
        JsonArrayBuilder parts = JsonTree.array();
        if (result.failed()) {
            parts.add(input(new Part.Text(FAILED)));
        }
        result.content().forEach(part -> parts.add(input(part)));
        return parts.build();
    }

    private static JsonObjectBuilder said(Part part) {
        return switch (part) {
            case Part.Text text -> JsonTree.object().add("type", "output_text").add("text", text.text());
            case Part.Refusal refusal ->
                JsonTree.object().add("type", "refusal").add("refusal", refusal.text());
            default -> throw noPlace("What the model itself said can only be text");
        };
    }

    private static JsonObjectBuilder input(Part part) {
        return switch (part) {
            case Part.Text text -> JsonTree.object().add("type", "input_text").add("text", text.text());
            case Part.Image image ->
                JsonTree.object()
                        .add("type", "input_image")
                        .add("image_url", url(image.source()))
                        .add("detail", image.detail().orElse("auto"));
            case Part.Document document -> file(document);
            case Part.Audio audio -> throw noPlace("Sound cannot be carried");
            default -> throw noPlace("What goes to the model can only be texts, images and files");
        };
    }

    private static String url(Source source) {
        return switch (source) {
            case Source.Inline inline -> inline.dataUrl();
            case Source.Link link -> link.url();
        };
    }

    private static JsonObjectBuilder file(Part.Document document) {
        JsonObjectBuilder file = JsonTree.object().add("type", "input_file");
        switch (document.source()) {
            // The API wants bytes to have a name.
            case Source.Inline inline ->
                file.add("filename", document.name().orElse("document.pdf")).add("file_data", inline.dataUrl());
            case Source.Link link -> {
                document.name().ifPresent(name -> file.add("filename", name));
                file.add("file_url", link.url());
            }
        }
        return file;
    }

    private static ProviderException noPlace(String what) {
        return new ProviderException(
                ErrorKind.INVALID_REQUEST, what + ": the model is asked through OpenAI Responses.");
    }
}
