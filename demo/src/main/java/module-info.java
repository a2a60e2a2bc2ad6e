import org.jspecify.annotations.NullMarked;

/** The gateway against simulated GitHub and Copilot APIs, to try it without an account. */
@NullMarked
module dev.sluice.demo {
    requires static org.jspecify;
    requires dev.sluice.gateway;
    requires dev.sluice.provider.testkit;
    requires dev.sluice.tokenstore;
}
