package dev.sluice.provider.openai;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.Meters;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Setting;
import dev.sluice.provider.SettingForm;
import dev.sluice.provider.Settings;
import dev.sluice.provider.Tasks;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.testkit.copilot.SimulatedClock;
import dev.sluice.upstream.HttpUpstreamClient;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** What the gateway lends a provider, with settings that a test writes. */
final class TestContext implements ProviderContext, AutoCloseable {
    private final String id;
    private final Map<String, String> configured = new ConcurrentHashMap<>();
    private final HttpUpstreamClient http = HttpUpstreamClient.create();
    private final SimulatedClock clock = SimulatedClock.create();

    TestContext(String id) {
        this.id = id;
    }

    /** Secrets count from the next request, the others from the next provider. */
    TestContext with(String setting, String value) {
        configured.put(setting, value);
        return this;
    }

    Provider create(OpenAiFactory factory) {
        return factory.create(this);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    @SuppressWarnings("unchecked") // Only settings of this type have this form.
    public Settings settings() {
        return new Settings() {
            @Override
            public <T> T get(Setting<T> setting) {
                if (setting.form() == SettingForm.SECRET) {
                    SecretSource source = () -> secrets(setting);
                    return (T) source;
                }
                String value = configured.get(setting.name());
                return value == null ? setting.fallback() : setting.parse(value);
            }
        };
    }

    private List<Secret> secrets(Setting<?> setting) {
        String value = configured.getOrDefault(setting.name(), "");
        return value.isEmpty() ? List.of() : ((SecretSource) setting.parse(value)).all();
    }

    @Override
    public UpstreamClient http() {
        return http;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Meters meters() {
        return new Meters() {
            @Override
            public void count(String event, String outcome) {
                // Not looked at here.
            }

            @Override
            public void gauge(String name, DoubleSupplier value) {
                throw new UnsupportedOperationException(name);
            }
        };
    }

    @Override
    public SecretStore secrets() {
        throw new UnsupportedOperationException("keys are settings");
    }

    @Override
    public CacheStore cache() {
        throw new UnsupportedOperationException("nothing is kept");
    }

    @Override
    public Tasks tasks() {
        throw new UnsupportedOperationException("nothing runs by itself");
    }

    @Override
    public void announce(String text) {
        throw new UnsupportedOperationException("nobody signs in");
    }

    @Override
    public void close() {
        http.close();
    }
}
