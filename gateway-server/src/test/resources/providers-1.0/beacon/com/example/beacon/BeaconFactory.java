package com.example.beacon;

import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Setting;
import java.util.List;

/** Started only where it is configured. */
public final class BeaconFactory implements ProviderFactory {
    @Override
    public String id() {
        return "beacon";
    }

    @Override
    public Setting<Boolean> enabled() {
        return Setting.enabled(false);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                BeaconSettings.URL,
                BeaconSettings.POLL,
                BeaconSettings.LAMP,
                BeaconSettings.CLIENT,
                BeaconSettings.MANUAL,
                BeaconSettings.HEADERS,
                BeaconSettings.CLIENT_SECRET);
    }

    @Override
    public Provider create(ProviderContext context) {
        return new BeaconProvider(context);
    }
}
