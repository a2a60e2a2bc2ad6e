/** The models of Acme. */
module com.example.acme {
    requires dev.sluice.provider;
    requires dev.sluice.provider.support;

    provides dev.sluice.provider.ProviderFactory with com.example.acme.AcmeFactory;
}
