package dev.sluice.provider.testkit.copilot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Configures and starts a {@link CopilotSimulator}. Not thread-safe. */
public final class CopilotSimulatorBuilder {

    private InstantSource clock = InstantSource.system();
    private InetSocketAddress gitHubAddress = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private InetSocketAddress copilotAddress = gitHubAddress;
    private @Nullable URI gitHubUrl;
    private @Nullable URI copilotUrl;
    private Duration pace = Duration.ZERO;
    private Duration pollInterval = Duration.ofSeconds(5);

    CopilotSimulatorBuilder() {}

    /** Whose time counts for expiries, polling intervals and recordings; default: the system's. */
    public CopilotSimulatorBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** Where GitHub listens; default: a free port of the loopback address. */
    public CopilotSimulatorBuilder gitHubAddress(InetSocketAddress address) {
        gitHubAddress = address;
        return this;
    }

    /** Where the Copilot API listens; default: a free port of the loopback address. */
    public CopilotSimulatorBuilder copilotAddress(InetSocketAddress address) {
        copilotAddress = address;
        return this;
    }

    /** How clients reach GitHub, where that is not the address it listens on (another container's view). */
    public CopilotSimulatorBuilder gitHubUrl(URI uri) {
        gitHubUrl = uri;
        return this;
    }

    /** How clients reach the Copilot API, where that is not the address it listens on. */
    public CopilotSimulatorBuilder copilotUrl(URI uri) {
        copilotUrl = uri;
        return this;
    }

    /** Time between two events of a stream; default: none. A demo reads well at 30 ms. */
    public CopilotSimulatorBuilder pace(Duration time) {
        pace = time;
        return this;
    }

    /** The polling interval that the device flow asks for, in whole seconds; default: 5. */
    public CopilotSimulatorBuilder pollInterval(Duration interval) {
        pollInterval = interval;
        return this;
    }

    /**
     * Starts both servers.
     *
     * @throws java.io.UncheckedIOException if an address can't be bound
     */
    public CopilotSimulator start() {
        return new CopilotSimulator(this);
    }

    InstantSource clock() {
        return clock;
    }

    InetSocketAddress gitHubAddress() {
        return gitHubAddress;
    }

    InetSocketAddress copilotAddress() {
        return copilotAddress;
    }

    URI gitHubUrlOr(URI listening) {
        return Objects.requireNonNullElse(gitHubUrl, listening);
    }

    URI copilotUrlOr(URI listening) {
        return Objects.requireNonNullElse(copilotUrl, listening);
    }

    Duration pace() {
        return pace;
    }

    Duration pollInterval() {
        return pollInterval;
    }
}
