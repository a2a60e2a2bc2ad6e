package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads how a request wants to be sampled and thought about, and its hints. */
final class SettingsReader {
    private static final Map<String, String> EFFORTS =
            words("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private SettingsReader() {}

    static Sampling sampling(Fields request) {
        return Sampling.UNSET
                .withTemperature(request.number("temperature", 0, 2))
                .withTopP(request.number("top_p", 0, 1))
                .withSeed(request.whole("seed"))
                .withFrequencyPenalty(request.number("frequency_penalty", -2, 2))
                .withPresencePenalty(request.number("presence_penalty", -2, 2));
    }

    static Thinking thinking(Fields request) {
        return request.choice("reasoning_effort", EFFORTS)
                .map(effort -> new Thinking(
                        effort.equals("none") ? Thinking.Mode.OFF : Thinking.Mode.UNSET,
                        Optional.of(effort),
                        Optional.empty(),
                        Optional.empty()))
                .orElse(Thinking.UNSET);
    }

    /** Of the two names for the end user the newer one counts. */
    static Hints hints(Fields request, LeftOut leftOut) {
        Optional<String> identifier = request.text("safety_identifier");
        Optional<String> user = request.text("user");
        if (identifier.isPresent() && user.isPresent() && !user.equals(identifier)) {
            leftOut.note("user");
        }
        return new Hints(identifier.or(() -> user), request.text("prompt_cache_key"));
    }

    static Map<String, String> words(String... words) {
        return List.of(words).stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));
    }
}
