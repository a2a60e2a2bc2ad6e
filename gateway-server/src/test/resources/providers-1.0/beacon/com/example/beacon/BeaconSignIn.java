package com.example.beacon;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;

/** Fetches a code, shows it, and asks for the token until somebody has entered the code. The token lies in the cache. */
final class BeaconSignIn implements SignIn {
    private static final String TOKEN = "beacon-token";
    private static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(20));

    private final ProviderContext context;
    private SignInStatus status;
    private Optional<Future<?>> flow = Optional.empty();

    BeaconSignIn(ProviderContext context) {
        this.context = context;
        this.status = token().isPresent() ? new SignInStatus.SignedIn() : new SignInStatus.SignedOut();
        context.meters().gauge("signed_in_state", () -> token().isPresent() ? 1 : 0);
    }

    Optional<String> token() {
        try {
            return context.cache().read(TOKEN).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ProviderException(ErrorKind.INTERNAL, "the cache cannot be read", e);
        }
    }

    @Override
    public synchronized SignInStatus status() {
        return status;
    }

    @Override
    public synchronized SignInStatus start() {
        if (!(status instanceof SignInStatus.Pending)) {
            String client = context.settings().get(BeaconSettings.CLIENT).orElse("somebody");
            String code = ask("/code", client).orElseThrow(
                    () -> new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "The beacon has no code."));
            URI page = context.settings().get(BeaconSettings.MANUAL).orElseGet(() -> address("/device"));
            status = new SignInStatus.Pending(code, page, context.clock().instant().plusSeconds(900));
            context.announce("Enter " + code + " at " + page);
            flow = Optional.of(context.tasks().start("beacon-sign-in", () -> poll(code)));
        }
        return status;
    }

    @Override
    public synchronized void cancel() {
        flow.ifPresent(task -> task.cancel(true));
        flow = Optional.empty();
        if (status instanceof SignInStatus.Pending) {
            status = new SignInStatus.Failed("cancelled");
        }
    }

    private boolean poll(String code) throws Exception {
        Duration wait = context.settings().get(BeaconSettings.POLL);
        Optional<String> token = ask("/token", code);
        while (token.isEmpty()) {
            context.tasks().sleep(wait);
            token = ask("/token", code);
        }
        try (CacheStore.Lock lock = context.cache().lock("beacon", Duration.ofSeconds(10)).orElseThrow()) {
            context.cache().write(TOKEN, token.get().getBytes(StandardCharsets.UTF_8));
        }
        synchronized (this) {
            status = new SignInStatus.SignedIn();
        }
        return true;
    }

    private Optional<String> ask(String path, String text) {
        String secret = context.settings()
                .get(BeaconSettings.CLIENT_SECRET)
                .first()
                .map(Secret::reveal)
                .orElse("none");
        UpstreamRequest request = UpstreamRequest.post(
                address(path),
                Headers.of("X-Client-Secret", secret),
                text.getBytes(StandardCharsets.UTF_8),
                DEADLINES);
        try (UpstreamResponse response = context.http().send(request);
                InputStream body = response.stream()) {
            String answer = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return response.status() == 200 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "The beacon broke off.", e);
        }
    }

    private URI address(String path) {
        return URI.create(context.settings().get(BeaconSettings.URL) + path);
    }
}
