package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.copilot.TokenKind;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes to the Copilot API, and what its refusals lead to. */
@Timeout(120)
final class CopilotCallsTest {
    private static final String CHAT = "/chat/completions";

    @TempDir
    Path home;

    @Test
    void sendsTheHeadersThatTheApiWants() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            gateway.chat();
            List<RecordedRequest> sent = gateway.simulator().requests().to(CHAT);
            RecordedRequest first = sent.getFirst();
            assertThat(first.header("Copilot-Integration-Id")).contains("vscode-chat");
            assertThat(first.header("Editor-Version")).contains("vscode/1.104.3");
            assertThat(first.header("X-GitHub-Api-Version")).contains("2026-01-09");
            assertThat(first.header("OpenAI-Intent")).contains("conversation-panel");
            assertThat(first.header("X-Initiator")).contains("user");
            assertThat(first.header("Copilot-Vision-Request")).isEmpty();
            assertThat(first.header("X-Request-Id")).isNotEqualTo(sent.get(1).header("X-Request-Id"));
        }
    }

    @Test
    void expiredTokenIsExchangedOnceAndTheCallReplayedOnce() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            gateway.simulator().expireCopilotTokens();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isEqualTo(2);
            assertThat(gateway.simulator().requests().count(CHAT)).isEqualTo(3);
        }
    }

    @Test
    void manyCallersWithAStaleTokenShareOneExchange() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.start();
            gateway.chat();
            gateway.simulator().expireCopilotTokens();
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(gateway::chat);
            }
            for (Future<String> answer : callers.invokeAll(calls)) {
                assertThat(answer.get()).contains("\"choices\"");
            }
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void secondRefusalIsPassedOnAndNotTriedForEver() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().faults().always(CHAT, Fault.responding(CopilotRefusals.accessDenied()));
            gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.upstreamStatus()).hasValue(403);
            assertThat(gateway.simulator().requests().count(CHAT)).isEqualTo(2);
            assertThat(gateway.exchanges()).isEqualTo(2);
            gateway.refusedChat();
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void refusalThatNoFreshTokenFixesIsNotReplayed() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().faults().always(CHAT, Fault.responding(CopilotRefusals.forbiddenByTerms()));
            gateway.start();
            gateway.refusedChat();
            assertThat(gateway.simulator().requests().count(CHAT)).isEqualTo(1);
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void misdirectedCallReadsTheEndpointAnewAndIsReplayed() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().faults().next(CHAT, Fault.responding(CopilotLimits.misdirected()));
            gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void serverErrorIsTheGatewaysToRetry() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().faults().always(CHAT, Fault.responding(CopilotLimits.serverError(502)));
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(gateway.simulator().requests().count(CHAT)).isEqualTo(1);
        }
    }

    @Test
    void listsModelsWithWhatIsKnownOfThem() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            List<Model> models = gateway.start().models();
            assertThat(models).extracting(Model::id).doesNotHaveDuplicates().contains("gpt-4o");
            Model claude = models.stream()
                    .filter(model -> model.id().equals("claude-sonnet-4.5"))
                    .findFirst()
                    .orElseThrow();
            assertThat(claude.owner()).isEqualTo("anthropic");
            assertThat(claude.dialects()).isEqualTo(Set.of(Dialect.MESSAGES, Dialect.CHAT_COMPLETIONS));
            assertThat(claude.promptTokens()).hasValue(168000);
            assertThat(models)
                    .filteredOn(model -> model.owner().equals("azure openai"))
                    .isEmpty();
            assertThat(models).extracting(Model::id).doesNotContain("gpt-41-copilot");
            assertThat(gateway.simulator()
                            .requests()
                            .last("/models")
                            .orElseThrow()
                            .header("OpenAI-Intent"))
                    .contains("model-access");
        }
    }

    @Test
    void modelsWithoutAPickerEntryAreListedUnlessToldOtherwise() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().catalogue().hideFromPicker();
            assertThat(gateway.start().models()).isNotEmpty();
        }
        try (TestGateway picky = TestGateway.signedIn(home).with(CopilotSettings.PICKER_ONLY, "true")) {
            picky.simulator().catalogue().hideFromPicker();
            assertThat(picky.start().models()).isEmpty();
        }
    }

    @Test
    void plainReplyOfACappedModelIsCollectedFromAStream() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start().models();
            assertThat(gateway.chat("claude-sonnet-4.5")).contains("\"object\":\"chat.completion\"");
            RecordedRequest sent = gateway.simulator().requests().last(CHAT).orElseThrow();
            assertThat(sent.json().getBoolean("stream")).isTrue();
        }
    }

    @Test
    void passesResponsesAndMessagesThroughAndCountsThem() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            String responses = "{\"model\":\"gpt-5.4\",\"input\":\"Hello\",\"x_unknown\":1}";
            try (Reply reply = gateway.send(Dialect.RESPONSES, "gpt-5.4", responses)) {
                assertThat(((Reply.Complete) reply).usage()).isPresent();
            }
            String messages = "{\"model\":\"claude-sonnet-4.5\",\"max_tokens\":100,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
            try (Reply reply = gateway.send(Dialect.MESSAGES, "claude-sonnet-4.5", messages)) {
                assertThat(((Reply.Complete) reply).usage()).isPresent();
            }
            assertThat(gateway.simulator()
                            .requests()
                            .last("/v1/messages")
                            .orElseThrow()
                            .header("anthropic-version"))
                    .contains("2023-06-01");
        }
    }

    @Test
    void streamsInARowShareAConnection() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            String responses = "{\"model\":\"gpt-5.4\",\"input\":\"Hello\",\"stream\":true}";
            String messages = "{\"model\":\"claude-sonnet-4.5\",\"max_tokens\":100,\"stream\":true,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
            for (int i = 0; i < 2; i++) {
                gateway.stream(Dialect.RESPONSES, "gpt-5.4", responses);
                gateway.stream(Dialect.MESSAGES, "claude-sonnet-4.5", messages);
            }
            assertThat(gateway.simulator().copilotServer().acceptedConnections())
                    .isEqualTo(1);
        }
    }

    @Test
    void dateUntilWhichToWaitIsReadByTheGatewaysClock() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator()
                    .faults()
                    .always(
                            CHAT,
                            Fault.responding(
                                    CopilotLimits.rateLimited("rate_limited", "Thu, 01 Jan 2026 12:01:30 GMT")));
            gateway.start();
            assertThat(gateway.refusedChat().retryAfter()).contains(Duration.ofSeconds(90));
        }
    }

    @Test
    void embedsABareString() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            String body = "{\"model\":\"text-embedding-3-small\",\"input\":\"Hello\"}";
            try (Reply reply = gateway.send(Dialect.EMBEDDINGS, "text-embedding-3-small", body)) {
                assertThat(((Reply.Complete) reply).usage()).isPresent();
            }
        }
    }

    @Test
    void directTokenIsSentAsItIsAndPretendsToBeNoEditor() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home).with(CopilotSettings.AUTH, "direct")) {
            gateway.simulator().addGitHubToken("github_pat_synthetic", TokenKind.FINE_GRAINED);
            gateway.env("GITHUB_COPILOT_TOKEN=github_pat_synthetic\n");
            var provider = gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isZero();
            assertThat(provider.signIn()).isEmpty();
            RecordedRequest sent = gateway.simulator().requests().last(CHAT).orElseThrow();
            assertThat(sent.header("Authorization")).contains("Bearer github_pat_synthetic");
            assertThat(sent.header("Copilot-Integration-Id")).contains("copilot-developer-cli");
            assertThat(sent.header("Editor-Version")).isEmpty();
        }
    }

    @Test
    void directModeWithoutATokenSaysWhatToDo() {
        try (TestGateway gateway = TestGateway.signedOut(home).with(CopilotSettings.AUTH, "direct")) {
            var provider = gateway.start();
            assertThat(gateway.refusedChat())
                    .hasMessageContaining("GITHUB_COPILOT_TOKEN")
                    .hasMessageContaining("Copilot Requests");
            assertThat(provider.readinessProblem()).isPresent();
            assertThat(gateway.console()).isEmpty();
        }
    }

    @Test
    void directTokenThatGitHubDoesNotKnowIsReported() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home).with(CopilotSettings.AUTH, "direct")) {
            gateway.env("GITHUB_COPILOT_TOKEN=github_pat_synthetic\n");
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(gateway.simulator().requests().count(CHAT)).isZero();
        }
    }

    @Test
    void repliesCarryQuotasAndTheUpstreamsId() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            String body = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
            try (Reply reply = gateway.send(Dialect.CHAT_COMPLETIONS, "gpt-4o", body)) {
                assertThat(reply.headers().asMap().keySet())
                        .contains("x-upstream-request-id")
                        .allMatch(name -> name.startsWith("x-quota-snapshot-")
                                || name.startsWith("x-usage-ratelimit-")
                                || name.equals("retry-after")
                                || name.equals("x-upstream-request-id"));
            }
        }
    }
}
