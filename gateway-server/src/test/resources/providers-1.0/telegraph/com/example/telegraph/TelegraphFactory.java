package com.example.telegraph;

import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Setting;
import java.util.List;

/** Started by itself. */
public final class TelegraphFactory implements ProviderFactory {
    static final Setting<String> TEXT = Setting.text("text", "STOP", "What is telegraphed.");
    static final Setting<Integer> TIMES = Setting.number("times", 3, "How often.");
    static final Setting<Boolean> COUNTED = Setting.flag("counted", true, "Whether tokens are counted.");
    static final Setting<List<String>> MODELS = Setting.list("models", List.of("morse"), "The models.");

    @Override
    public String id() {
        return "telegraph";
    }

    @Override
    public Setting<Boolean> enabled() {
        return Setting.enabled(true);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(TEXT, TIMES, COUNTED, MODELS);
    }

    @Override
    public Provider create(ProviderContext context) {
        return new TelegraphProvider(context);
    }
}
