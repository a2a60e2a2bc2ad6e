package dev.sluice.provider.testkit.contract;

/** All contracts between a provider and the gateway. */
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
