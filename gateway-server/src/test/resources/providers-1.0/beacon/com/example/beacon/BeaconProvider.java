package com.example.beacon;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Models for whoever is signed in. */
final class BeaconProvider implements Provider {
    private final ProviderContext context;
    private final BeaconSignIn signIn;

    BeaconProvider(ProviderContext context) {
        this.context = context;
        this.signIn = new BeaconSignIn(context);
    }

    @Override
    public List<Model> models() {
        String lamp = context.settings().get(BeaconSettings.LAMP).name().toLowerCase();
        return List.of(
                Model.builder(lamp)
                        .name("Lamp " + lamp)
                        .owner("lighthouse")
                        .dialects(List.of(Dialect.CHAT_COMPLETIONS))
                        .capabilities(List.of("tool_calls"))
                        .contextTokens(8_000)
                        .promptTokens(6_000)
                        .outputTokens(2_000)
                        .created(Instant.ofEpochSecond(1_700_000_000))
                        .build(),
                Model.builder("limited").build());
    }

    @Override
    public Reply send(ProviderRequest request) {
        if (request.model().equals("limited")) {
            throw ProviderException.builder(ErrorKind.RATE_LIMITED, "The lamp is hot.")
                    .code("lamp_hot")
                    .parameter("model")
                    .upstreamStatus(429)
                    .upstreamRequestId("beacon-1")
                    .retryAfter(Duration.ofSeconds(90))
                    .build();
        }
        String token = signIn.token()
                .orElseThrow(() -> new ProviderException(ErrorKind.SIGN_IN_REQUIRED, "Nobody is at the beacon."));
        Headers.Builder headers = Headers.builder().set("Authorization", "Bearer " + token);
        context.settings().get(BeaconSettings.HEADERS).forEach(headers::add);
        URI address = URI.create(context.settings().get(BeaconSettings.URL) + "/chat");
        try (UpstreamResponse response =
                context.http().send(UpstreamRequest.post(address, headers.build(), request.body(), request.deadlines()))) {
            if (response.status() != 200) {
                throw new ProviderException(
                        ErrorKind.UPSTREAM_UNAVAILABLE,
                        "The beacon answered " + response.status() + ".",
                        new IllegalStateException("dark"));
            }
            context.meters().count("lamp_lit", "success");
            return Reply.Complete.of(
                    Headers.of("X-Beacon", "lit"), response.bytes(1 << 20), new TokenUsage(7, 5, 2, 1));
        }
    }

    @Override
    public Optional<String> impediment() {
        return signIn.token().isPresent()
                ? Optional.empty()
                : Optional.of("nobody is signed in to the beacon; POST /auth/" + context.id());
    }

    @Override
    public Optional<SignIn> signIn() {
        return Optional.of(signIn);
    }

    @Override
    public void close() {
        signIn.cancel();
    }
}
