package dev.sluice.gateway.api;

import static dev.sluice.gateway.text.JsonObjects.array;
import static dev.sluice.gateway.text.JsonObjects.bytes;
import static dev.sluice.gateway.text.JsonObjects.object;
import static dev.sluice.gateway.text.JsonObjects.string;
import static dev.sluice.gateway.text.JsonObjects.strings;

import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.gateway.http.RateLimitFormat;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.ShownModel;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the APIs of OpenAI have in common: errors, models, rate limits. */
abstract class OpenAiApi extends Api {
    /** {@code x-ratelimit-remaining-requests} and the like, which clients of other APIs read as well. */
    static final RateLimitFormat RATE_LIMITS = RateLimitFormat.withDurations("x-ratelimit-%2$s-%1$s");

    /** The prefixes of each path. */
    static final List<String> PREFIXES = List.of("/v1", "");

    /** Replaces an unknown date; the field is required, and clients show zero as 1970. */
    private static final long CREATED_UNKNOWN =
            Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();

    /** The names of APIs in a list of models. */
    private static final Map<Dialect, String> SUPPORTED_ENDPOINTS = Map.of(
            Dialect.CHAT_COMPLETIONS, "/chat/completions",
            Dialect.RESPONSES, "/responses",
            Dialect.MESSAGES, "/v1/messages",
            Dialect.EMBEDDINGS, "/embeddings");

    @Override
    public ReplyModel replyModel(RequestMetadata metadata) {
        return ReplyModel.inserted(metadata.model());
    }

    @Override
    public EventFraming events(ServerRequest request, RequestContext context, ReplyModel model) {
        return new OpenAiEvents(model, error -> error(error, context.id()));
    }

    @Override
    public int status(ErrorReply error) {
        return error.status();
    }

    /** {@code {"error":{"message","type","param","code"}}}, always with all four members. */
    @Override
    public byte[] error(ErrorReply error, String requestId) {
        JsonObjectBuilder body = object().add("message", error.message()).add("type", error.type());
        body.add("param", string(Optional.ofNullable(error.parameter())));
        body.add("code", string(Optional.ofNullable(error.code())));
        return bytes(object().add("error", body).build());
    }

    @Override
    public List<RateLimitFormat> rateLimits() {
        return List.of(RATE_LIMITS);
    }

    @Override
    public List<HeaderName> requestHeaders() {
        return List.of(HeaderNames.create("openai-beta"));
    }

    @Override
    public List<String> replyHeaders() {
        return List.of(
                "x-ratelimit-",
                "openai-processing-ms",
                "openai-version",
                // The rest of a subscription's quota.
                "x-quota-snapshot-",
                "x-usage-ratelimit-");
    }

    /** All models on one page, with their other properties in additional fields. */
    @Override
    public byte[] models(Listing listing) {
        JsonArrayBuilder data = array();
        listing.models().forEach(model -> data.add(json(model)));
        JsonObjectBuilder body = object().add("object", "list").add("data", data);
        if (!listing.warnings().isEmpty()) {
            JsonObjectBuilder warnings = object();
            new TreeMap<>(listing.warnings()).forEach(warnings::add);
            body.add("meta", object().add("troubles", warnings));
        }
        return bytes(body.build());
    }

    @Override
    public byte[] model(ShownModel model) {
        return bytes(json(model).build());
    }

    private static JsonObjectBuilder json(ShownModel shown) {
        Model model = shown.model();
        JsonObjectBuilder json = object().add("id", shown.id())
                .add("object", "model")
                .add("created", model.created().map(Instant::getEpochSecond).orElse(CREATED_UNKNOWN))
                .add("owned_by", model.owner().isEmpty() ? shown.provider() : model.owner())
                .add("name", model.name())
                .add("provider", shown.provider());
        model.contextTokens().ifPresent(tokens -> json.add("context_window", tokens));
        model.promptTokens().ifPresent(tokens -> json.add("max_prompt_tokens", tokens));
        model.outputTokens().ifPresent(tokens -> json.add("max_output_tokens", tokens));
        json.add("capabilities", strings(new TreeSet<>(model.capabilities())));
        TreeSet<String> dialects = new TreeSet<>();
        TreeSet<String> endpoints = new TreeSet<>();
        for (Dialect dialect : model.dialects()) {
            dialects.add(dialect.name());
            if (SUPPORTED_ENDPOINTS.containsKey(dialect)) {
                endpoints.add(SUPPORTED_ENDPOINTS.get(dialect));
            }
        }
        return json.add("dialects", strings(dialects)).add("supported_endpoints", strings(endpoints));
    }
}
