package dev.sluice.provider.copilot;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.copilot.api.CopilotCall;
import dev.sluice.provider.copilot.api.CopilotCatalogue;
import dev.sluice.provider.copilot.api.CopilotClient;
import dev.sluice.provider.copilot.auth.Credential;
import dev.sluice.provider.copilot.auth.SignInRequiredException;
import dev.sluice.provider.support.Bodies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** GitHub Copilot as a provider. */
final class CopilotProvider implements Provider {
    private static final Deadlines CATALOGUE = Deadlines.each(Duration.ofSeconds(20));

    private final Access access;
    private final CopilotClient api;
    private final KnownModels models;
    private final OpenAiCalls openAi;
    private final NativeCalls natives;

    CopilotProvider(Access access, CopilotClient api, KnownModels models, OpenAiCalls openAi, NativeCalls natives) {
        this.access = access;
        this.api = api;
        this.models = models;
        this.openAi = openAi;
        this.natives = natives;
    }

    @Override
    public List<Model> models() {
        try {
            CopilotCall call =
                    CopilotCall.get("/models", CATALOGUE).intent("model-access").streaming(false);
            return models.learn(CopilotCatalogue.parse(Bodies.whole(api.send(call))));
        } catch (SignInRequiredException needed) {
            throw access.refusal(needed);
        }
    }

    @Override
    public Reply send(ProviderRequest request) {
        try {
            Dialect dialect = request.dialect();
            if (dialect.equals(Dialect.CHAT_COMPLETIONS)) {
                return openAi.chat(request);
            }
            if (dialect.equals(Dialect.EMBEDDINGS)) {
                return openAi.embeddings(request);
            }
            if (dialect.equals(Dialect.RESPONSES)) {
                return natives.responses(request);
            }
            if (dialect.equals(Dialect.MESSAGES)) {
                return natives.messages(request);
            }
            // Who is not signed in has to learn that: it is why nobody knows yet what the models speak.
            Credential _ = access.credentials().current();
            throw new ProviderException(ErrorKind.INVALID_REQUEST, "GitHub Copilot does not speak " + dialect);
        } catch (SignInRequiredException needed) {
            throw access.refusalWithSignIn(needed);
        }
    }

    @Override
    public OptionalLong countTokens(ProviderRequest request) {
        if (!request.dialect().equals(Dialect.MESSAGES)) {
            return OptionalLong.empty();
        }
        try {
            return natives.countTokens(request);
        } catch (SignInRequiredException needed) {
            throw access.refusalWithSignIn(needed);
        }
    }

    @Override
    public Optional<String> readinessProblem() {
        return access.readinessProblem();
    }

    @Override
    public Optional<SignIn> signIn() {
        return access.signIn().map(signIn -> signIn);
    }

    @Override
    public void close() {
        access.close();
    }
}
