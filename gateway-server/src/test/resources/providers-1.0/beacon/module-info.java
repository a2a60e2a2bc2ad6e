module com.example.beacon {
    requires dev.sluice.provider;

    provides dev.sluice.provider.ProviderFactory with com.example.beacon.BeaconFactory;
}
