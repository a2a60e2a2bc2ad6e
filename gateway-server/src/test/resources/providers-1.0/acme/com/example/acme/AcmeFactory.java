package com.example.acme;

import dev.sluice.provider.*;
import java.util.List;

/** What the gateway finds; it makes the provider. */
public final class AcmeFactory implements ProviderFactory {
    @Override
    public String id() {
        return "acme";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(AcmeProvider.URL, AcmeProvider.KEY, AcmeProvider.MODELS);
    }

    @Override
    public Provider create(ProviderContext context) {
        return new AcmeProvider(context.http(), context.settings());
    }
}
