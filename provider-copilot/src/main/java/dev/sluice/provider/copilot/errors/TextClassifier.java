package dev.sluice.provider.copilot.errors;

import static dev.sluice.provider.ErrorKind.CONTENT_FILTERED;
import static dev.sluice.provider.ErrorKind.INTERNAL;
import static dev.sluice.provider.ErrorKind.INVALID_REQUEST;
import static dev.sluice.provider.ErrorKind.NOT_ENTITLED;
import static dev.sluice.provider.ErrorKind.RATE_LIMITED;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the wording of errors means where they have no code, which is most of what Copilot says in plain text. */
final class TextClassifier {
    private static final ErrorClass EDITOR = ErrorClass.of(
            INTERNAL,
            "copilot_editor_version_refused",
            "The gateway's configuration is to blame: set providers.copilot.editor-version to a name and a version,"
                    + " such as vscode/1.104.3.");
    private static final ErrorClass VISION = ErrorClass.of(
            INTERNAL,
            "copilot_vision_header_missing",
            "The gateway did not notice the image in the request; please report the shape of its content part.");
    private static final ErrorClass PERSONAL_ACCESS_TOKEN = ErrorClass.of(
            NOT_ENTITLED,
            "copilot_personal_access_token_refused",
            "Use a fine-grained token with the Copilot Requests permission and providers.copilot.auth: direct,"
                    + " or sign in to Copilot.");
    private static final ErrorClass FEATURE = ErrorClass.of(
            NOT_ENTITLED,
            "copilot_feature_not_authorized",
            "The plan, an organisation's policy or the app that the token was made for does not allow it; see"
                    + " https://github.com/settings/copilot/features.");
    private static final ErrorClass TERMS = ErrorClass.of(
            NOT_ENTITLED,
            "copilot_access_blocked",
            "GitHub has blocked this account or client; only GitHub's support can lift that.");
    private static final ErrorClass INTEGRATION = ErrorClass.of(
            NOT_ENTITLED,
            "copilot_integration_not_authorized",
            "The token and the integration id do not go together; see providers.copilot.integration-id, or sign in"
                    + " anew.");

    /** What the client, the account or the token may not do. In lower case, as all words. */
    private static final List<Phrase> ACCESS = List.of(
            new Phrase("editor-version header", EDITOR),
            new Phrase("copilot-vision-request", VISION),
            new Phrase("personal access token", PERSONAL_ACCESS_TOKEN),
            new Phrase("not authorized to use this copilot feature", FEATURE),
            new Phrase("terms of service", TERMS),
            new Phrase("not authorized for this integration", INTEGRATION),
            new Phrase(
                    "auto-mode selector",
                    ErrorClass.of(
                            INVALID_REQUEST,
                            "copilot_auto_mode_expired",
                            "model",
                            "Name a model instead of letting Copilot choose.")));
    /** What is wrong with the request, or with its answer. */
    private static final List<Phrase> REQUEST = List.of(
            new Phrase(
                    "api rate limit exceeded",
                    ErrorClass.of(RATE_LIMITED, "rate_limited", "Wait as long as retry-after says.")),
            new Phrase("prompt token count", CodeClassifier.CONTEXT_LENGTH),
            new Phrase("prompt is too long", CodeClassifier.CONTEXT_LENGTH),
            new Phrase("too large for model context window", CodeClassifier.CONTEXT_LENGTH),
            new Phrase("off_topic", ErrorClass.of(CONTENT_FILTERED, "off_topic", CodeClassifier.FILTERED.advice())),
            new Phrase("response was filtered", CodeClassifier.FILTERED),
            new Phrase(
                    "'max_completion_tokens' instead",
                    ErrorClass.of(INVALID_REQUEST, "", "max_tokens", "Send max_completion_tokens instead.")),
            new Phrase(
                    "failed to parse request",
                    ErrorClass.of(
                            INVALID_REQUEST, "", "Copilot could not read the body; check the types of its fields.")));

    /** The first whose words occur in the text holds: what is said of access explains more than a stale token does. */
    private static final List<Phrase> PHRASES = Stream.of(ACCESS, StaleTokenRule.PHRASES, REQUEST)
            .flatMap(List::stream)
            .toList();

    private TextClassifier() {}

    static Optional<ErrorClass> of(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return PHRASES.stream()
                .filter(phrase -> text.contains(phrase.words()))
                .map(Phrase::errorClass)
                .findFirst();
    }

    record Phrase(String words, ErrorClass errorClass) {}
}
