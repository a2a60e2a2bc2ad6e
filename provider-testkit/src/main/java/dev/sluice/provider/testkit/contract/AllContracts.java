package dev.sluice.provider.testkit.contract;

/** Everything that a provider owes the gateway. */
public interface AllContracts
        extends ModelsContract,
                CompletionContract,
                StreamingContract,
                CancellationContract,
                ErrorsContract,
                ToolsContract,
                DeadlinesContract,
                ClosingContract,
                ConcurrencyContract {}
