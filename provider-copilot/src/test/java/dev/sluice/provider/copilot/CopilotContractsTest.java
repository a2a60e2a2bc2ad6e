package dev.sluice.provider.copilot;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.contract.AllContracts;
import dev.sluice.provider.testkit.contract.ContractSubject;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import org.junit.jupiter.api.Nested;

/** What every provider owes the gateway, in each dialect that Copilot's models speak. */
final class CopilotContractsTest {
    private static final String TOKEN = "ghu_synthetic";

    @Nested
    final class ChatCompletions implements AllContracts {
        @Override
        public ContractSubject subject() {
            return start("gpt-4o", Dialect.CHAT_COMPLETIONS, "/chat/completions");
        }
    }

    @Nested
    final class Responses implements AllContracts {
        @Override
        public ContractSubject subject() {
            return start("gpt-5.4", Dialect.RESPONSES, "/responses");
        }
    }

    @Nested
    final class Messages implements AllContracts {
        @Override
        public ContractSubject subject() {
            return start("claude-sonnet-4.5", Dialect.MESSAGES, "/v1/messages");
        }
    }

    private static ContractSubject start(String model, Dialect dialect, String path) {
        CopilotSimulator simulator = CopilotSimulator.start();
        simulator.addGitHubToken(TOKEN);
        ProviderHarness harness = ProviderHarness.of(new CopilotProviderFactory())
                .setting("github-url", simulator.githubUrl().toString())
                .setting("github-api-url", simulator.githubApiUrl().toString())
                .secret("GITHUB_COPILOT_TOKEN", TOKEN)
                .start();
        return ContractSubject.of(harness, simulator, simulator.faults(), simulator.requests())
                .model(model)
                .dialect(dialect)
                .callsAt(path)
                .listsAt("/models")
                .build();
    }
}
