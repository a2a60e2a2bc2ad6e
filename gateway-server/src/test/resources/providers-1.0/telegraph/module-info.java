module com.example.telegraph {
    requires dev.sluice.provider;

    provides dev.sluice.provider.ProviderFactory with com.example.telegraph.TelegraphFactory;
}
