package dev.sluice.provider.testkit.contract;

/** A provider that does as it should keeps all contracts. */
final class ContractsTest implements AllContracts {
    @Override
    public ContractSubject subject() {
        return ExampleSubject.start(ExampleProvider::new);
    }
}
