package dev.sluice.gateway.config;

import static dev.sluice.gateway.config.ConfigTypes.choice;
import static dev.sluice.gateway.config.ConfigTypes.duration;
import static dev.sluice.gateway.config.ConfigTypes.flag;
import static dev.sluice.gateway.config.ConfigTypes.list;
import static dev.sluice.gateway.config.ConfigTypes.named;
import static dev.sluice.gateway.config.ConfigTypes.number;
import static dev.sluice.gateway.config.ConfigTypes.size;
import static dev.sluice.gateway.config.ConfigTypes.text;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every key of the gateway's own, in the order of the documentation. Providers describe theirs. */
public final class ConfigKeys {
    private static final Pattern HOST_NAME = Pattern.compile("[\\p{Alnum}._-]+|\\[?[0-9a-fA-F:]+]?");
    private static final Pattern ORIGIN = Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/?#\\s]+");
    private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]*");

    static final ConfigKey<String> HOST = text(
                    "server.host",
                    "127.0.0.1",
                    "an address of this machine",
                    "The address to listen on; anything but loopback needs `security.keys`.")
            .environment("HOST")
            .atNextStart();
    static final ConfigKey<Integer> PORT = number(
                    "server.port", 4000, 0, 65535, "The port to listen on; 0 takes any that is free.")
            .environment("PORT")
            .atNextStart();
    static final ConfigKey<List<String>> ALLOWED_HOSTS = list(
            "server.allowed-hosts",
            "host names without a port",
            "Names besides the loopback ones that clients may address this server by, in the `Host` header.",
            HOST_NAME);
    static final ConfigKey<Integer> MAX_REQUEST_SIZE =
            size("server.max-request-size", "32 MB", "The longest request body that is accepted.");
    static final ConfigKey<Integer> MAX_CONNECTIONS = number(
                    "server.max-connections",
                    10_000,
                    1,
                    1_000_000,
                    "How many connections are open at most; further ones wait to be accepted.")
            .atNextStart();
    static final ConfigKey<Duration> IDLE_TIMEOUT =
            duration("server.idle-timeout", "PT75S", "How long a connection may stay open between two requests.");
    static final ConfigKey<Duration> HEADER_TIMEOUT = duration(
            "server.header-timeout",
            "PT30S",
            "How long a client may take from a request's first byte to the end of its headers, and a new"
                    + " connection to its first byte.");
    static final ConfigKey<Duration> BODY_TIMEOUT = duration(
            "server.body-timeout",
            "PT60S",
            "How long a client may take to send a request's body; every 16 KB that arrive add a second.");
    static final ConfigKey<Duration> WRITE_TIMEOUT = duration(
            "server.write-timeout",
            "PT60S",
            "How long a client may go without taking any of the reply, before it counts as gone.");
    static final ConfigKey<Duration> DRAIN_TIMEOUT = duration(
                    "server.drain-timeout",
                    "PT30S",
                    "How long running requests may go on after the server was told to stop.")
            .atNextStart();
    static final ConfigKey<String> TLS_CERTIFICATE = text(
                    "server.tls.certificate",
                    "",
                    "a PEM file, relative to the home folder",
                    "The server's certificate and those that vouch for it; with it, the server speaks HTTPS alone.")
            .atNextStart();
    static final ConfigKey<String> TLS_KEY = text(
                    "server.tls.key",
                    "",
                    "a PEM file in PKCS#8 form, relative to the home folder",
                    "The certificate's private key.")
            .atNextStart();
    static final ConfigKey<List<String>> ALLOWED_ORIGINS = list(
            "cors.allowed-origins",
            "origins such as https://app.example.com, or *",
            "Web pages that may call this server from a browser.",
            ORIGIN);
    static final ConfigKey<String> KEYS = text(
                    "security.keys",
                    "",
                    "a list of keys, or of names with a key each",
                    "What clients must present; a key may be given as `sha256:` and its hash in hexadecimal."
                            + " Without keys every local client is served.")
            .environment("PROXY_SERVER_KEY");
    static final ConfigKey<Boolean> OPEN = flag(
            "security.open",
            false,
            "Serves everybody who reaches an address beyond loopback without a key. Only for networks that"
                    + " something else protects.");
    static final ConfigKey<String> ADMIN_KEY = text(
                    "security.admin-key",
                    "",
                    "a key, or sha256: and its hash in hexadecimal",
                    "What must be presented under `/admin/`, where client keys are not enough. Without it, only programs"
                            + " on this machine are answered there, and only by a gateway that listens on loopback.")
            .environment("SLUICE_ADMIN_KEY");
    static final ConfigKey<LogFormat> LOG_FORMAT =
            choice("log.format", LogFormat.TEXT, "How log lines are written.").environment("LOG_FORMAT");
    static final ConfigKey<LogLevel> LOG_LEVEL = choice(
                    "log.level", LogLevel.INFO, "The least that is logged; `info` has a line for every request.")
            .environment("LOG_LEVEL");
    static final ConfigKey<List<String>> PROVIDER_ORDER = list(
            "routing.provider-order",
            "providers' ids",
            "Whose model is meant by a bare model name that several providers have.",
            PROVIDER);
    static final ConfigKey<String> VIRTUAL_MODELS = named(
            "routing.models",
            "a list of names, each with a model's id, a list of ids, or details",
            "Names that stand for other models: see [routing](routing.md).");
    static final ConfigKey<String> PATTERNS = named(
            "routing.patterns",
            "a list of patterns such as gpt-*, each with a model's id",
            "Which model answers for ids that are no model's; the first that matches counts.");
    static final ConfigKey<String> DEFAULT_MODEL = text(
            "routing.default",
            "",
            "a model's id",
            "The model that answers for an id that is no model's, matches no pattern and names no provider.");
    static final ConfigKey<Duration> FALLBACK_WITHIN = duration(
            "routing.fallback.within",
            "PT3M",
            "How long after a request's begin the last of a virtual model's candidates is asked at the latest.");
    static final ConfigKey<String> MODEL_DEADLINES = named(
            "routing.deadlines",
            "a list of patterns of models' ids, each with connect, first-byte, idle, total or stream-total",
            "Deadlines of some models, instead of `deadlines`; `total` bounds replies that are not"
                    + " streamed, `stream-total` those that are.");
    static final ConfigKey<Integer> ATTEMPTS = number(
            "resilience.retry.attempts",
            3,
            1,
            10,
            "How often at most a request is sent that fails in passing, the first time included.");
    static final ConfigKey<Duration> RETRY_DELAY = duration(
            "resilience.retry.delay", "PT0.2S", "The pause before a request is sent a second time; it doubles.");
    static final ConfigKey<Duration> LONGEST_DELAY =
            duration("resilience.retry.longest-delay", "PT2S", "What the pause between two attempts grows to.");
    static final ConfigKey<Duration> LONGEST_RETRY_AFTER = duration(
            "resilience.retry.longest-retry-after",
            "PT60S",
            "How long an upstream that cannot serve may ask to be left alone before a request is sent again; if it"
                    + " asks for longer, the caller is told instead.");
    static final ConfigKey<Duration> LONGEST_RATE_LIMIT = duration(
            "resilience.retry.longest-rate-limit",
            "PT5S",
            "How long an upstream's rate limit may ask to wait before a request is sent again; if it asks for"
                    + " longer, or does not say, the caller is told instead.");
    static final ConfigKey<Duration> RETRY_WITHIN = duration(
            "resilience.retry.within",
            "PT30S",
            "How long after its begin a request may still be sent again, or begin to wait for as long as the"
                    + " upstream asks.");
    static final ConfigKey<Integer> RETRY_BUDGET = number(
            "resilience.retry.budget-percent",
            20,
            0,
            100,
            "How many of a hundred requests may be sent again, beside ten and one more each second.");
    static final ConfigKey<Integer> BREAKER_VOLUME = number(
            "resilience.breaker.volume",
            20,
            1,
            10_000,
            "How many of the last attempts are looked at to tell whether a provider is down.");
    static final ConfigKey<Integer> BREAKER_ERRORS = number(
            "resilience.breaker.error-percent",
            60,
            1,
            100,
            "How many of a hundred of them must have failed by the upstream's fault.");
    static final ConfigKey<Duration> BREAKER_DELAY = duration(
            "resilience.breaker.delay",
            "PT10S",
            "How long a provider that is down is left alone before one request tries it.");
    static final ConfigKey<Integer> CONCURRENCY = number(
            "resilience.concurrency", 4096, 1, 1_000_000, "How many requests may be with one provider at a time.");
    static final ConfigKey<Integer> QUEUE = number(
            "resilience.queue",
            100,
            0,
            1_000_000,
            "How many requests may wait until a provider has fewer in hand; further ones are refused with 503.");
    static final ConfigKey<Duration> QUEUE_TIMEOUT =
            duration("resilience.queue-timeout", "PT5S", "How long they wait before they are refused as well.");
    static final ConfigKey<Duration> CONNECT =
            duration("deadlines.connect", "PT10S", "How long connecting to an upstream may take, TLS included.");
    static final ConfigKey<Duration> FIRST_BYTE =
            duration("deadlines.first-byte", "PT5M", "How long a model may think before its reply begins.");
    static final ConfigKey<Duration> IDLE =
            duration("deadlines.idle", "PT2M", "How long a reply that has begun may be silent.");
    static final ConfigKey<Duration> LIST_TIMEOUT = duration(
            "models.list-timeout",
            "PT2S",
            "How long listing models waits for a provider before its last known list is served.");
    static final ConfigKey<Duration> LIST_FRESHNESS =
            duration("models.list-freshness", "PT5M", "How old a list of models may be before it is fetched again.");

    /** All keys, in the order of the documentation. */
    public static final List<ConfigKey<?>> ALL = List.of(
            HOST,
            PORT,
            ALLOWED_HOSTS,
            MAX_REQUEST_SIZE,
            MAX_CONNECTIONS,
            IDLE_TIMEOUT,
            HEADER_TIMEOUT,
            BODY_TIMEOUT,
            WRITE_TIMEOUT,
            DRAIN_TIMEOUT,
            TLS_CERTIFICATE,
            TLS_KEY,
            ALLOWED_ORIGINS,
            KEYS,
            OPEN,
            ADMIN_KEY,
            LOG_FORMAT,
            LOG_LEVEL,
            PROVIDER_ORDER,
            VIRTUAL_MODELS,
            PATTERNS,
            DEFAULT_MODEL,
            FALLBACK_WITHIN,
            MODEL_DEADLINES,
            LimitsKeys.ENABLED,
            LimitsKeys.KEY_REQUESTS,
            LimitsKeys.KEY_TOKENS,
            LimitsKeys.KEY_STREAMS,
            LimitsKeys.KEYS,
            LimitsKeys.PROVIDER_REQUESTS,
            LimitsKeys.PROVIDER_TOKENS,
            LimitsKeys.PROVIDER_STREAMS,
            LimitsKeys.PROVIDERS,
            ATTEMPTS,
            RETRY_DELAY,
            LONGEST_DELAY,
            LONGEST_RETRY_AFTER,
            LONGEST_RATE_LIMIT,
            RETRY_WITHIN,
            RETRY_BUDGET,
            BREAKER_VOLUME,
            BREAKER_ERRORS,
            BREAKER_DELAY,
            CONCURRENCY,
            QUEUE,
            QUEUE_TIMEOUT,
            CONNECT,
            FIRST_BYTE,
            IDLE,
            LIST_TIMEOUT,
            LIST_FRESHNESS);

    /** Those with names below them that people choose. */
    static final List<ConfigKey<?>> NAMED =
            List.of(KEYS, VIRTUAL_MODELS, PATTERNS, MODEL_DEADLINES, LimitsKeys.KEYS, LimitsKeys.PROVIDERS);

    private ConfigKeys() {}

    static Optional<ConfigKey<?>> find(String name) {
        for (ConfigKey<?> key : ALL) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /**
     * Writes the table of the documentation.
     *
     * @return Markdown, a row for every key, ending in a line feed
     */
    public static String table() {
        StringBuilder table = new StringBuilder(
                "| key | environment | default | meaning | takes effect |\n| --- | --- | --- | --- | --- |\n");
        for (ConfigKey<?> key : ALL) {
            String fallback = key.fallback().isEmpty() ? "" : '`' + key.fallback() + '`';
            String environment = key.environment().isEmpty() ? "" : '`' + key.environment() + '`';
            table.append("| `%s` | %s | %s | %s Expects %s. | %s |\n"
                    .formatted(
                            key.name(),
                            environment,
                            fallback,
                            key.description(),
                            key.expected(),
                            key.atOnce() ? "at once" : "at the next start"));
        }
        return table.toString();
    }
}
