package com.example.acme;

import dev.sluice.provider.*;
import java.util.List;

/** The service that the gateway finds; it creates the provider. */
public final class AcmeFactory implements ProviderFactory {
    @Override
    public String id() {
        return "acme";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(AcmeProvider.BASE_URL, AcmeProvider.API_KEY, AcmeProvider.MODELS);
    }

    @Override
    public Provider create(ProviderContext context) {
        return new AcmeProvider(context);
    }
}
