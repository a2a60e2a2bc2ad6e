package dev.sluice.gateway.limits;

/** Where usage of rate limits is kept: in this process, or shared between gateways. Safe for use by several threads. */
public interface UsageStore {
    /** Returns the usage of one holder of limits, which starts with none. Called for every request with a limit. */
    Usage of(Holder holder);

    /**
     * Whose usage it is.
     *
     * @param name of the client key or id of the provider; empty for all clients
     */
    record Holder(Kind kind, String name) {
        /** All clients of a gateway that requires no client key. */
        public static final Holder ALL_CLIENTS = new Holder(Kind.ALL_CLIENTS, "");

        /** What kind of holder it is. */
        public enum Kind {
            /** All clients together. */
            ALL_CLIENTS,
            /** A client key. */
            KEY,
            /** A provider. */
            PROVIDER
        }

        /** Returns the holder as messages name it. */
        @Override
        public String toString() {
            return switch (kind) {
                case ALL_CLIENTS -> "all clients of this gateway";
                case KEY -> "the client key " + name;
                case PROVIDER -> "the provider " + name;
            };
        }
    }
}
